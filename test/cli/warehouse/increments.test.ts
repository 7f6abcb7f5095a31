import { mkdtempSync, realpathSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../../cli/warehouse/duckdb.ts'
import { requireExtractOf } from '../../../lambdas/land/extract-of.ts'
import { landFile } from '../../../lambdas/land/land.ts'
import { generateSample } from '../../../sample/generate.ts'
import { cx } from '../../built-lake.ts'
import { landText, newLanding } from '../../lambdas/land/lab.ts'
import { differences } from './compare.ts'
import { corrected, first, older, stores } from './corrections.ts'

const work = mkdtempSync(join(tmpdir(), 'cx-increments-'))
const landing = newLanding(join(work, 'lake'))
const current = join(work, 'lake', 'warehouse', 'current.duckdb')
let files: string[] = []

beforeAll(async () => {
  const out = join(work, 'extracts')
  await generateSample({ stores: 50, months: 18, seed: 3, out })
  files = (await readdir(out)).filter((name) => name !== 'truth.json').map((name) => join(out, name))
})
afterAll(() => rm(work, { recursive: true, force: true }))

const at = (time: string) => ({ ...landing, now: () => new Date(time) })

/** Lands the sample's files of the months after one and up to another; those without a month belong to the first. */
async function landMonths(after: string, upTo: string, time: string) {
  const monthOf = (file: string) => /-(\d{4}-\d{2})\./.exec(file)?.[1] ?? '0000-00'
  for (const file of files.filter((name) => monthOf(name) > after && monthOf(name) <= upTo))
    await landFile(at(time), requireExtractOf(file), file)
}

async function landTexts(texts: Record<string, string>, time: string) {
  for (const [name, text] of Object.entries(texts)) await landText(at(time), name, text)
}

async function build(...options: string[]) {
  const { stdout, stderr } = await cx('build', '--json', '--lake', landing.lake.folder, ...options)
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

test('three builds as files come in make what one build of all of them makes', {
  timeout: 900_000,
}, async () => {
  await landMonths('', '2024-09', '2026-01-01T00:00:00Z')
  await landTexts(first, '2026-01-01T00:00:00Z')
  expect(await build()).toMatchObject({ full: true, already: false })

  await landMonths('2024-09', '2025-03', '2026-01-02T00:00:00Z')
  await landTexts(stores, '2026-01-02T00:00:00Z')
  expect(await build()).toMatchObject({ full: false, already: false })

  await landMonths('2025-03', '9999-99', '2026-01-03T00:00:00Z')
  await landTexts(corrected, '2026-01-03T00:00:00Z')
  await landTexts(older, '2026-01-02T12:00:00Z')
  expect(await build()).toMatchObject({ full: false, already: false })
  expect(await build()).toMatchObject({ already: true })
  const inSteps = realpathSync(current)

  expect(await build('--full-refresh')).toMatchObject({ full: true, already: false })
  const { tables, differ } = await differences(inSteps, realpathSync(current))
  expect(tables).toBeGreaterThan(40)
  expect(differ).toEqual([])
  expect(
    await ask(
      `select order_id, ordered_month::varchar as month, sales::double as sales, is_cancelled as cancelled
    from marts.fct_orders where order_id in ('X1', 'X2', 'X3', 'X4', 'N1-1') order by order_id`,
      inSteps,
    ),
  ).toEqual([
    { order_id: 'N1-1', month: '2024-07-01', sales: 100, cancelled: false },
    { order_id: 'X1', month: '2024-04-01', sales: 10, cancelled: false },
    { order_id: 'X2', month: '2024-02-01', sales: 20, cancelled: true },
    { order_id: 'X3', month: '2024-03-01', sales: 40, cancelled: false },
    { order_id: 'X4', month: '2023-11-01', sales: 5, cancelled: false },
  ])
})
