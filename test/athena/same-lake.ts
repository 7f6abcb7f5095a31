import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { land } from '../../cli/commands/land.ts'
import type { Context } from '../../cli/context.ts'
import { formatCount } from '../../cli/ui/format.ts'
import { createProgress } from '../../cli/ui/progress.ts'
import { buildWarehouse } from '../../cli/warehouse/build.ts'
import { FolderLake } from '../../lambdas/land/folder-lake.ts'
import type { Engine } from './engines.ts'
import { martsOf } from './marts.ts'
import { compareMarts, type Report } from './report.ts'

export interface SameLake<E extends Engine> {
  readonly context: Context
  readonly engine: E
  /** Lands files, builds on DuckDB and on the engine and compares every mart; prints what came of it under a title. */
  compare(title: string, paths: string[], options?: { map?: string }): Promise<Compared>
  close(): Promise<void>
}

export interface Compared extends Report {
  /** Whether each side was built from nothing. */
  readonly full: readonly [duckdb: boolean, engine: boolean]
}

/** A lake in a new folder that DuckDB and another engine build their marts from. */
export async function sameLake<E extends Engine>(
  start: (folder: string) => Promise<E>,
): Promise<SameLake<E>> {
  const folder = await mkdtemp(join(tmpdir(), 'cx-athena-'))
  const context: Context = {
    lake: new FolderLake(join(folder, 'lake')),
    json: true,
    progress: createProgress({ quiet: true }),
  }
  const engine = await start(folder)
  return {
    context,
    engine,
    compare: (title, paths, options = {}) => compare({ context, engine, title, paths, ...options }),
    close: () => engine.close(),
  }
}

interface Job {
  readonly context: Context
  readonly engine: Engine
  readonly title: string
  readonly paths: string[]
  readonly map?: string
}

async function compare({ context, engine, title, paths, map }: Job): Promise<Compared> {
  await land(context, paths, map ? { map } : {})
  const [duckdb, duckdbSeconds] = await timed(buildWarehouse(context))
  const began = new Date()
  const [built, seconds] = await timed(engine.build(context, {}))
  const { queries, bytes, most } = await engine.scannedSince(began)
  const work = join(context.lake.folder, 'warehouse')
  const report = await compareMarts({
    database: duckdb.database,
    expected: await martsOf(join(work, 'dbt')),
    place: engine.place,
    actual: await martsOf(join(work, `dbt-${engine.target}`)),
    fileOf: engine.fileOf,
  })
  const counts = `${built.models} models and ${built.tests} tests on ${engine.name} in ${seconds} s, on DuckDB in ${duckdbSeconds} s`
  const read = `${formatCount(queries, 'query', 'queries')} read ${megabytes(bytes)}, one ${megabytes(most.bytes)} at most`
  process.stdout.write(`${title}: ${counts}; ${read}\n${report.text}\n`)
  return { ...report, full: [duckdb.full, built.full] }
}

export const megabytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(1)} MB`

async function timed<T>(work: Promise<T>): Promise<[result: T, seconds: string]> {
  const began = Date.now()
  const result = await work
  return [result, ((Date.now() - began) / 1000).toFixed(1)]
}
