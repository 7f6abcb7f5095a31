import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDashboard } from '../../dashboard/build.ts'
import { returnsUnder } from '../../dashboard/src/data/returns.ts'
import { loadQuery } from '../../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../../semantic-layer/serve.ts'
import { type Fact, plain } from '../../semantic-layer/story.ts'
import { builtLake } from '../built-lake.ts'
import { executablePath, NO_BROWSER, openBrowser, seriousFindings } from './browser.ts'

const PAGES = ['overview', 'stores', 'before-after', 'roi', 'campaigns', 'customers', 'watch']
/** CX_SCREENSHOTS=docs/images writes the pictures of the documentation. */
const pictures = process.env.CX_SCREENSHOTS
let folder: string
let layer: SemanticLayer
let browser: Browser
let page: Page
const complaints: string[] = []

if (!executablePath) console.warn(NO_BROWSER)

beforeAll(async () => {
  if (!executablePath) return
  // CX_LAKE walks a lake that is there already.
  const lake = process.env.CX_LAKE || (await builtLake()).lake
  folder = await buildDashboard()
  layer = await startSemanticLayer({ lake, port: 0, dashboard: folder })
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1200, height: 800 } })).newPage()
  // The first page waits for the model to compile, which a busy machine takes its time for.
  page.setDefaultTimeout(180_000)
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await layer?.close()
})

/** Every panel asked for has its answer. */
async function settled() {
  await page.locator('.panel').first().waitFor()
  const waiting = page.locator('.state[role=status], [aria-busy=true]')
  await expect.poll(() => waiting.count(), { timeout: 180_000 }).toBe(0)
  expect(await page.locator('.failed').allTextContents()).toEqual([])
}

async function open(hash: string) {
  await page.goto(`${layer.url}/${hash}`)
  await settled()
}

/** Milliseconds from the address to the last panel, so many times; and of processor time that this process, the server, takes for it. */
async function firstPage(loads: number) {
  await open('#/overview')
  const times: number[] = []
  const before = process.cpuUsage()
  for (let load = 0; load < loads; load++) {
    const since = performance.now()
    await page.reload()
    await page.locator('.panel svg').first().waitFor()
    times.push(performance.now() - since)
  }
  const { user, system } = process.cpuUsage(before)
  await settled()
  return { times, processor: (user + system) / 1000 / loads }
}

const picture = async (name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) })
}

describe.skipIf(!executablePath)('The dashboard', () => {
  it('asks for a token when it has none, and says where to get one', async () => {
    await page.goto(layer.url)
    await page.getByLabel('Token').waitFor()
    expect(await page.locator('main').textContent()).toContain('npx cx serve')
    complaints.length = 0
  })

  it('opens by the address that the start prints, and takes the token out of it', async () => {
    await page.goto('about:blank')
    await open(`#token=${layer.token}`)
    expect(page.url()).toBe(`${layer.url}/#/`)
    expect(await page.getByText('answers').count()).toBeGreaterThan(0)
    await picture('overview')
  })

  it('leads from the low stores to the touchpoint where one of them is low', async () => {
    const before = page.getByRole('region', { name: 'Stores to act on by month and survey' })
    await before.getByRole('row', { name: /CSAT/ }).last().getByRole('link').click()
    await page.getByRole('heading', { name: /\d+ stores to act on/ }).waitFor()
    await settled()
    // A small retailer may have too few low stores to say what they have in common; then the page says that.
    const apart = page.locator('.panel', { hasText: 'What sets them apart' })
    expect(await apart.textContent()).toMatch(
      /seconds in the queue|Fewer than two stores|Nothing that was measured/,
    )
    await picture('stores')

    const lowest = page
      .getByRole('region', { name: /the lowest first/ })
      .getByRole('row')
      .nth(1)
    expect(await lowest.textContent()).toContain('act')
    await lowest.getByRole('link').click()
    await settled()
    const departments = page.getByRole('region', { name: /by department/ }).getByRole('row')
    expect(await departments.nth(1).textContent()).toContain('checkout')
    await picture('store')
    await departments.nth(1).getByRole('link').click()
    await page.getByRole('heading', { name: 'Touchpoints of checkout' }).waitFor()
    expect(page.url()).toContain('department=checkout')
  })

  it('leads from an action to its verdict, its months and what it returned', async () => {
    await open('#/before-after?metric=csat_mean')
    await page
      .getByRole('row', { name: /improved/ })
      .first()
      .getByRole('link')
      .first()
      .click()
    await page.getByRole('heading', { name: 'Month by month' }).waitFor()
    await settled()
    expect(await page.locator('main').textContent()).toMatch(/Expected by itself/)
    await picture('before-after')

    await page.getByRole('link', { name: 'what it returned' }).click()
    await page.getByRole('heading', { name: 'From cost to return' }).waitFor()
    await picture('roi')
    const net = await page.locator('.step').last().getAttribute('aria-label')
    await page.getByLabel('Gross margin, %').fill('0')
    await page.getByLabel('Gross margin, %').press('Tab')
    await page.getByRole('heading', { name: 'other assumptions' }).waitFor()
    expect(page.url()).toContain('margin=0')
    expect(await page.locator('.step').last().getAttribute('aria-label')).not.toBe(net)
  })

  it.each(PAGES)('has no serious accessibility finding, in light or dark: %s', async (name) => {
    expect(await seriousFindings(page, () => open(`#/${name}`))).toEqual([])
  })

  it("has none on a store's page, with its touchpoints", async () => {
    const [lowest] = await loadQuery(layer, {
      dimensions: ['low_stores.store_id'],
      filters: [{ member: 'low_stores.flag', operator: 'equals', values: ['act'] }],
      limit: 1,
    })
    const address = `#/stores/${lowest?.['low_stores.store_id']}`
    expect(await seriousFindings(page, () => open(address))).toEqual([])
    expect(await seriousFindings(page, () => open(`${address}?department=checkout`))).toEqual([])
  })

  it('shows its first page again, and says how long that takes', async () => {
    const { times, processor } = await firstPage(5)
    console.log(
      `first page, warm: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms; the server's processor ${processor.toFixed(0)} ms a load`,
    )
    expect(await page.locator('.panel svg').count()).toBeGreaterThan(0)
  })

  it('can be walked by keyboard: one stop for a drawing, then arrows, each mark with its numbers', async () => {
    await open('#/overview')
    const marks = page.locator('circle.mark')
    expect(await page.locator('circle.mark[tabindex="0"]').count()).toBe(1)
    await marks.first().focus()
    await page.keyboard.press('End')
    const label = await page.locator('circle.mark:focus').getAttribute('aria-label')
    expect(label).toMatch(/^\d{4}-\d\d: [\d.]+ \([\d.]+ to [\d.]+\), n [\d,]+/)
  })

  it('hands out what it shows as CSV and PNG', async () => {
    await open('#/overview')
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^CSV of CSAT/ }).click(),
    ])
    expect(await readFile(await csv.path(), 'utf8')).toMatch(/^starts_on,.*csat_mean/)
    const [png] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^PNG of CSAT/ }).click(),
    ])
    expect((await readFile(await png.path())).subarray(1, 4).toString()).toBe('PNG')
  })

  it('computes the same return as the warehouse, from the same assumptions', async () => {
    const ends = ['net', 'roi', 'npv'].flatMap((name) => [name, `${name}_low`, `${name}_high`])
    const stored = ['payback_months', 'npv_at_horizon', ...ends]
    const given = ['cost', 'months_after', 'horizon_months', 'gross_margin_rate']
    const sales = ['', '_low', '_high'].map((end) => `incremental_sales${end}`)
    const margins = ['', '_low', '_high'].map((end) => `incremental_margin${end}`)
    const rows = await loadQuery(layer, {
      dimensions: ['action_id', ...stored, ...given, ...sales, ...margins].map((name) => `roi.${name}`),
      filters: [{ member: 'roi.is_measured', operator: 'equals', values: [true] }],
    })
    expect(rows.length).toBeGreaterThan(0)
    // Sales, margin and the amount itself are stored in whole cents, and a margin measured over some months is projected over the
    // horizon's: so many times half a cent it may be off.
    const near = (name: string, fact: Fact, computed: unknown) => {
      if (!/^(net|npv)/.test(name)) return expect(computed, name).toBeCloseTo(Number(fact[name]), 4)
      const months = name === 'npv_at_horizon' ? Number(fact.horizon_months) : Number(fact.months_after)
      const halves = 1 + (3 * months) / Number(fact.months_after)
      expect(Math.abs(Number(computed) - Number(fact[name])), name).toBeLessThan(0.005 * halves)
    }
    for (const fact of rows.map(plain)) {
      const inputs = Object.fromEntries([...given, ...sales].map((name) => [name, fact[name] ?? null]))
      // The seed's discount_rate_yearly.
      const computed = returnsUnder(inputs, { rate: 0.1 })
      for (const name of stored)
        if (fact[name] === null) expect(computed[name] ?? null).toBeNull()
        else near(name, fact, computed[name])
      // At twice the margin and cost every amount is twice as much, also at the warehouse's own rate.
      const margin = 2 * Number(fact.gross_margin_rate)
      const twice = returnsUnder(fact, { margin, cost: 2 * Number(fact.cost) })
      for (const name of ['net', 'npv_low', 'npv_at_horizon']) near(name, fact, Number(twice[name]) / 2)
    }
  })

  it('loads at most 60 KB of JavaScript, gzipped', async () => {
    const assets = join(folder, 'assets')
    const scripts = (await readdir(assets)).filter((name) => name.endsWith('.js'))
    const sizes = await Promise.all(
      scripts.map(async (name) => gzipSync(await readFile(join(assets, name))).length),
    )
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000)
  })

  it('complains of nothing', () => expect(complaints).toEqual([]))
})
