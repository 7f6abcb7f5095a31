import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask, withDatabase } from '../warehouse/duckdb.ts'
import { runModels } from '../warehouse/models.ts'
import { cohort } from './estimators/cohort.ts'
import { did, naive } from './estimators/differences.ts'
import type { Estimator, Pooled } from './estimators/estimator.ts'
import { expected } from './estimators/expected.ts'
import { type Excluded, loadPanel, type PanelFiles } from './panel.ts'

export const ESTIMATORS = { expected, did, cohort, naive } as const satisfies Record<string, Estimator>
export type EstimatorName = keyof typeof ESTIMATORS

/** A value of one line of the picture at one period from the start. */
export interface PathPoint {
  readonly series: string
  readonly look: 'main' | 'expected' | 'muted'
  /** Periods from the start: 0 is the first with the change. */
  readonly place: number
  /** The period as the panel writes it; null where several starts lie over each other. */
  readonly period: string | null
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
}

export interface Comparison {
  readonly estimator: EstimatorName
  /** Over all units with a start; null where none can be compared. */
  readonly pooled: Pooled | null
  readonly effects: readonly Record<string, unknown>[]
  /** Lines of the files that were left out, with the reason. */
  readonly excluded: readonly Excluded[]
  readonly notes: readonly string[]
  readonly path: readonly PathPoint[]
  /** Further tables of an estimator. */
  readonly [beside: string]: unknown
}

/** Compares before and after on a panel. Throws a CxError that says what a file lacks where nothing can be compared. */
export async function comparePanel(files: PanelFiles, name: EstimatorName): Promise<Comparison> {
  const estimator: Estimator = ESTIMATORS[name]
  const folder = await mkdtemp(join(tmpdir(), 'cx-compare-'))
  const database = join(folder, 'compare.duckdb')
  try {
    const excluded = await withDatabase(database, (connection) =>
      loadPanel(connection, files, estimator.demands),
    )
    const { select, exclude } = estimator
    await runModels({ database, workFolder: join(folder, 'dbt'), select, exclude })
    const { beside, ...found } = await readResults(estimator, (sql) => ask(sql, database))
    return { estimator: name, ...found, ...beside, excluded }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What the models found, by an estimator's selects. */
export async function readResults(estimator: Estimator, rows: <Row>(sql: string) => Promise<Row[]>) {
  const [pooled = null] = await rows<Pooled>(estimator.pooled)
  const beside = Object.entries(estimator.beside ?? {}).map(
    async ([key, sql]) => [key, await rows(sql)] as const,
  )
  return {
    pooled,
    beside: Object.fromEntries(await Promise.all(beside)) as Record<string, Pooled[]>,
    effects: await rows<Record<string, unknown>>(estimator.effects),
    notes: (await rows<{ note: string }>(estimator.notes)).map(({ note }) => note),
    path: await rows<PathPoint>(named(estimator.path)),
  }
}

/** Beside each place the period, where all units start in the same one. */
const named = (path: string) => `
  with shared as (select min(place) as start from starts having count(distinct place) = 1)
  select path.series, path.look, path.place::integer as place, places.period, path.value, path.low, path.high
  from (${path}) as path
  left join shared on true left join places on places.place = shared.start + path.place
  order by path.series, path.place`
