import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { land } from '../../cli/commands/land.ts'
import type { Context } from '../../cli/context.ts'
import { formatCount } from '../../cli/ui/format.ts'
import { createProgress } from '../../cli/ui/progress.ts'
import { buildWarehouse } from '../../cli/warehouse/build.ts'
import { buildOnTrino } from '../../cli/warehouse/trino/build.ts'
import { FolderLake } from '../../lambdas/land/folder-lake.ts'
import { localFile } from './exported.ts'
import { martsOf } from './marts.ts'
import { compareMarts, type Report } from './report.ts'
import { scannedSince } from './scanned.ts'
import { startTrinoOnFiles, type TrinoServer } from './trino/server.ts'

export interface SameLake {
  /** Lands files, builds on both engines and compares every mart; prints what came of it under a title. */
  compare(title: string, paths: string[], options?: { map?: string; fullRefresh?: boolean }): Promise<Report>
  close(): Promise<void>
}

/** A lake in a new folder that DuckDB and a Trino of its own build their marts from. */
export async function sameLake(java: string): Promise<SameLake> {
  const folder = await mkdtemp(join(tmpdir(), 'cx-athena-'))
  const context: Context = {
    lake: new FolderLake(join(folder, 'lake')),
    json: true,
    progress: createProgress({ quiet: true }),
  }
  const trino = await startTrinoOnFiles(java, folder)
  return {
    compare: (title, paths, options = {}) => compare({ context, folder, trino, title, paths, ...options }),
    close: () => trino.close(),
  }
}

interface Job {
  readonly context: Context
  readonly folder: string
  readonly trino: TrinoServer
  readonly title: string
  readonly paths: string[]
  readonly map?: string
  readonly fullRefresh?: boolean
}

async function compare({ context, folder, trino, title, paths, map, fullRefresh }: Job): Promise<Report> {
  await land(context, paths, map ? { map } : {})
  const [duckdb, duckdbSeconds] = await timed(buildWarehouse(context))
  const began = new Date()
  const [onTrino, trinoSeconds] = await timed(
    buildOnTrino(context, trino.place, { fullRefresh: fullRefresh ?? false }),
  )
  const { queries, bytes, most } = await scannedSince(trino.place, began)
  const work = join(context.lake.folder, 'warehouse')
  const report = await compareMarts({
    database: duckdb.database,
    expected: await martsOf(join(work, 'dbt')),
    place: trino.place,
    actual: await martsOf(join(work, 'dbt-trino')),
    fileOf: localFile(folder),
  })
  const built = `${onTrino.models} models and ${onTrino.tests} tests on Trino in ${trinoSeconds} s, on DuckDB in ${duckdbSeconds} s`
  const read = `${formatCount(queries, 'query', 'queries')} read ${megabytes(bytes)}, one ${megabytes(most.bytes)} at most`
  process.stdout.write(`${title}: ${built}; ${read}\n${report.text}\n`)
  return report
}

const megabytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(1)} MB`

async function timed<T>(work: Promise<T>): Promise<[result: T, seconds: string]> {
  const began = Date.now()
  const result = await work
  return [result, ((Date.now() - began) / 1000).toFixed(1)]
}
