import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDashboard } from '../../dashboard/build.ts'
import { loadQuery } from '../../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../../semantic-layer/serve.ts'
import { signToken } from '../../semantic-layer/token.ts'
import { builtLake } from '../built-lake.ts'
import { executablePath, openBrowser, seriousFindings } from './browser.ts'

const SECRET = 'a secret that is only used in these tests'
let layer: SemanticLayer
let browser: Browser
let page: Page
/** A store that is flagged, and another. */
let [own, other] = ['', '']

beforeAll(async () => {
  if (!executablePath) return
  const lake = process.env.CX_LAKE || (await builtLake()).lake
  const dashboard = await buildDashboard()
  layer = await startSemanticLayer({ lake, port: 0, dashboard, apiSecret: SECRET })
  const stores = await loadQuery(layer, {
    dimensions: ['low_stores.store_id'],
    filters: [{ member: 'low_stores.flag', operator: 'equals', values: ['act'] }],
  })
  ;[own = '', other = ''] = stores.map((row) => String(row['low_stores.store_id']))
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1200, height: 800 } })).newPage()
  // The first page waits for the model to compile, which a busy machine takes its time for.
  page.setDefaultTimeout(180_000)
  const token = signToken(SECRET, { roles: ['store_manager'], stores: [own] })
  await page.goto(`${layer.url}/#token=${token}`)
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await layer?.close()
})

async function settled() {
  const waiting = page.locator('.state[role=status], [aria-busy=true]')
  await expect.poll(() => waiting.count(), { timeout: 60_000 }).toBe(0)
  expect(await page.locator('.failed').allTextContents()).toEqual([])
}

async function open(hash: string) {
  await page.goto(`${layer.url}/${hash}`)
  await page.locator('main h1').waitFor()
  await settled()
}

describe.skipIf(!executablePath)('A store manager', () => {
  it('begins with the own stores, and is offered no page without own rows', async () => {
    const pages = page.getByRole('navigation').getByRole('link')
    await expect
      .poll(() => pages.allTextContents(), { timeout: 60_000 })
      .toEqual(['Stores', 'Before and after', 'Return', 'Watch'])
    await page.getByRole('heading', { name: 'Stores', exact: true }).waitFor()
    expect(await page.locator('.who').textContent()).toBe(`store manager: ${own}`)
  })

  it('sees one store in the list, where an admin sees all', async () => {
    await open('#/stores')
    const list = page.getByRole('region', { name: /the lowest first/ }).getByRole('row')
    expect(await list.count()).toBe(2)
    expect(await list.nth(1).getByRole('link').getAttribute('href')).toContain(own)
  })

  it('sees how the own store stands beside peers that are not named', async () => {
    await open(`#/stores/${own}`)
    const beside = page.getByRole('region', { name: 'This store beside the quartiles of its peers' })
    expect(await beside.getByRole('row').count()).toBeGreaterThan(3)
    expect(await beside.textContent()).not.toContain(other)
  })

  it('sees nothing of another store, even by its address', async () => {
    await open(`#/stores/${other}`)
    expect(await page.locator('main').textContent()).toContain('not among yours')
  })

  it.each(['before-after', 'roi', 'watch'])('sees rows of no other store on the page %s', async (name) => {
    await open(`#/${name}`)
    const links = await page
      .locator('main a[href*="#/stores/"]')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''))
    expect(links.filter((link) => !link.includes(own))).toEqual([])
  })

  it.each(['stores', 'own', 'before-after', 'roi', 'watch'])(
    'meets no serious accessibility finding, in light or dark: %s',
    async (name) => {
      const hash = name === 'own' ? `#/stores/${own}` : `#/${name}`
      expect(await seriousFindings(page, () => open(hash))).toEqual([])
    },
  )
})
