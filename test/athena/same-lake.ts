import { mkdtemp, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { land } from '../../cli/commands/land.ts'
import type { Context } from '../../cli/context.ts'
import { formatCount } from '../../cli/ui/format.ts'
import { createProgress } from '../../cli/ui/progress.ts'
import { buildWarehouse } from '../../cli/warehouse/build.ts'
import type { NodeResult } from '../../cli/warehouse/dbt.ts'
import { FolderLake } from '../../lambdas/land/folder-lake.ts'
import type { Landed } from '../../lambdas/land/land.ts'
import type { Engine } from './engines.ts'
import { martsOf } from './marts.ts'
import { compareMarts, type Report } from './report.ts'
import type { Scanned } from './scanned.ts'

export interface SameLake<E extends Engine> {
  readonly context: Context
  readonly engine: E
  /** Lands files, builds on DuckDB and on the engine and compares every mart; prints what came of it under a title. */
  compare(title: string, paths: string[], options: CompareOptions): Promise<Compared>
  close(): Promise<void>
}

interface CompareOptions {
  /** The day on which the files land, such as 2025-10-01: an engine looks into the days of landing that it needs. */
  readonly on: string
  /** Folder of the map that makes extracts of the files. */
  readonly map?: string
  /** Afterwards join small files and let go of old snapshots, before anything is compared. */
  readonly compact?: boolean
}

export interface Compared extends Report {
  /** Whether each side was built from nothing. */
  readonly full: readonly [duckdb: boolean, engine: boolean]
  /** The engine's tests that found rows and warned. */
  readonly warned: readonly NodeResult[]
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
    compare: (title, paths, options) => compare({ context, engine, title, paths, ...options }),
    close: () => engine.close(),
  }
}

interface Job extends CompareOptions {
  readonly context: Context
  readonly engine: Engine
  readonly title: string
  readonly paths: string[]
}

async function compare(job: Job): Promise<Compared> {
  const { context, engine, title, compact = false } = job
  const landed = await landOn(job)
  const [duckdb, duckdbSeconds] = await timed(buildWarehouse(context))
  const began = new Date()
  const [built, seconds] = await timed(engine.build(context, { compact }))
  const scanned = await engine.scannedSince(began)
  const work = join(context.lake.folder, 'warehouse')
  const report = await compareMarts({
    database: duckdb.database,
    expected: await martsOf(join(work, 'dbt')),
    place: engine.place,
    actual: await martsOf(join(work, `dbt-${engine.target}`)),
    fileOf: engine.fileOf,
  })
  const counts = `${built.models} models and ${built.tests} tests on ${engine.name} in ${seconds} s, on DuckDB in ${duckdbSeconds} s`
  const size = megabytes(await sizeOf(context.lake, landed))
  process.stdout.write(`${title}: ${counts}; ${size} landed, ${readBy(scanned)}\n${report.text}\n`)
  return { ...report, full: [duckdb.full, built.full], warned: built.warned }
}

async function landOn({ context, paths, on, map }: Job): Promise<Landed[]> {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${on}T08:00:00Z`) })
  try {
    const { landed, refused } = await land(context, paths, map ? { map } : {})
    if (refused.length > 0) throw new Error(`Refused: ${JSON.stringify(refused)}`)
    return landed
  } finally {
    vi.useRealTimers()
  }
}

/** Bytes of the Parquet that files became. */
async function sizeOf(lake: FolderLake, landed: readonly Landed[]): Promise<number> {
  const ids = landed.map(({ file_id }) => file_id)
  const keys = (await lake.list('raw')).filter((key) => ids.some((id) => key.includes(id)))
  const sizes = await Promise.all(keys.map(async (key) => (await stat(join(lake.folder, key))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

const SHOWN = 15

/** What was read, and what for. */
function readBy({ queries, bytes, by }: Scanned): string {
  const [most, others] = [by.slice(0, SHOWN), by.slice(SHOWN)]
  const rest = others.reduce((sum, [, each]) => sum + each, 0)
  return [
    `${formatCount(queries, 'query', 'queries')} read ${megabytes(bytes)}`,
    ...most.map(([purpose, each]) => `  ${megabytes(each)} ${purpose}`),
    `  ${megabytes(rest)} ${formatCount(others.length, 'other')}, ${megabytes(others[0]?.[1] ?? 0)} at most`,
  ].join('\n')
}

const megabytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(2)} MB`

async function timed<T>(work: Promise<T>): Promise<[result: T, seconds: string]> {
  const began = Date.now()
  const result = await work
  return [result, ((Date.now() - began) / 1000).toFixed(1)]
}
