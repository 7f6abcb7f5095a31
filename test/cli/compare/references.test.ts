import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask } from '../../../cli/warehouse/duckdb.ts'
import { usePanelModels } from './run.ts'

/** What statsmodels, csdid and differences say (test/references/panels.py). */
const FOLDER = join(import.meta.dirname, '../../references')
interface Reference {
  start: number | null
  period: number | null
  estimate: number
  standard_error: number | null
}
const references = (packageName: string, panel: string, estimator: string) =>
  ask<Reference>(`select start::integer as start, period::integer as period, estimate, standard_error
    from read_csv('${FOLDER}/panel-estimates.csv')
    where package = '${packageName}' and panel = '${panel}' and estimator = '${estimator}' order by start, period`)
const files = (panel: string) => ({
  panel: join(FOLDER, `panels/${panel}.csv`),
  treated: join(FOLDER, `panels/${panel}-treated.csv`),
})

const compare = usePanelModels()

const near = (got: unknown, expected: number | null | undefined) =>
  expect(Math.abs(Number(got) - (expected ?? 0))).toBeLessThan(1e-9)

test.each([
  ['did', 'staggered'],
  ['did', 'uneven'],
  ['naive', 'staggered'],
  ['naive', 'uneven'],
] as const)(
  '%s of the %s panel is the regression of statsmodels with errors clustered by unit, to 1e-9',
  async (estimator, panel) => {
    const { pooled } = await compare(files(panel), estimator)
    const [reference] = await references('statsmodels', panel, estimator)
    near(pooled?.estimate, reference?.estimate)
    near(pooled?.standard_error, reference?.standard_error)
  },
)

test('effects by start and period are those of csdid, and so are their errors, to 1e-9', async () => {
  const { effects } = await compare(files('staggered'), 'cohort')
  const expected = await references('csdid', 'staggered', 'group-time')
  expect(effects.map(({ start, period }) => [Number(start), Number(period)])).toEqual(
    expected.map(({ start, period }) => [start, period]),
  )
  for (const [i, { estimate, standard_error }] of expected.entries()) {
    near(effects[i]?.estimate, estimate)
    near(effects[i]?.standard_error, standard_error)
  }
})

test.each(['csdid', 'differences'])(
  'the simple and dynamic aggregates are those of %s, to 1e-9',
  async (packageName) => {
    const { pooled, beside } = await compare(files('staggered'), 'cohort')
    const [simple] = await references(packageName, 'staggered', 'simple')
    near(pooled?.estimate, simple?.estimate)
    near(pooled?.standard_error, simple?.standard_error)
    const dynamic = beside.dynamic ?? []
    const events = await references(packageName, 'staggered', 'event')
    expect(dynamic.map(({ event_time }) => event_time)).toEqual(events.map(({ period }) => period))
    for (const [i, { estimate, standard_error }] of events.entries()) {
      near(dynamic[i]?.estimate, estimate)
      near(dynamic[i]?.standard_error, standard_error)
    }
    for (const overall of await references(packageName, 'staggered', 'dynamic')) {
      const [got] = beside.dynamic_overall ?? []
      near(got?.estimate, overall.estimate)
      near(got?.standard_error, overall.standard_error)
    }
  },
)
