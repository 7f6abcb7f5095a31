import { join } from 'node:path'
import { readLedger } from '../../lambdas/land/ledger.ts'
import type { Context } from '../context.ts'
import { withLock } from '../setup/lock.mjs'
import { CxError } from '../ui/errors.ts'
import { formatCount } from '../ui/format.ts'
import { type DbtRun, describeErrors, type NodeResult } from './dbt.ts'
import { openDraft } from './draft.ts'
import { ask, fitsOnDuckDb, withDatabase } from './duckdb.ts'
import { type Fingerprint, fingerprint } from './fingerprint.ts'
import { runBuild } from './run-build.ts'
import { type BuildRecord, Versions } from './versions.ts'

/** A test that only warns, and the first rows that broke it; all of them are in `failuresTable`. */
export interface Warning extends NodeResult {
  readonly rows: readonly object[]
}

export interface BuildResult extends BuildRecord {
  readonly database: string
  /** True where nothing had changed since the last build. */
  readonly already: boolean
  readonly warned: readonly Warning[]
}

export interface BuildOptions {
  /** Build even where nothing has changed. */
  readonly force?: boolean
  /** Build from nothing, even where files have only come to what the last build has. */
  readonly fullRefresh?: boolean
}

/**
 * Builds the marts into a new database beside the one in use and switches to it once everything, tests included, has
 * passed. A failed build leaves the last good one in place, and its own database to look at.
 */
export async function buildWarehouse(context: Context, options: BuildOptions = {}): Promise<BuildResult> {
  const { fullRefresh = false, force = fullRefresh } = options
  const versions = new Versions(context.lake)
  const build = async (hold: (pids: number[]) => void): Promise<BuildResult> => {
    if ((await readLedger(context.lake)).length === 0) throw nothingLanded(context.lake.folder)
    const print = await fingerprint(context.lake)
    const last = await versions.currentRecord()
    if (!force && last?.fingerprint === print.all) {
      return { ...last, database: versions.current, already: true, warned: [] }
    }
    return buildAnew(context, versions, { print, last: fullRefresh ? undefined : last }, hold)
  }
  return withLock(join(versions.folder, 'lock'), build, { onWait: refuse })
}

export const refuse = (holder: string) => {
  throw new CxError({
    what: `Another build is running on this lake (process ${holder}).`,
    next: 'Wait for it to end.',
  })
}

export const nothingLanded = (folder: string) =>
  new CxError({
    what: `Nothing has landed in ${folder} yet.`,
    next: 'Land extracts first: npx cx land <file or folder>. For data to try: npx cx sample, then npx cx land extracts.',
  })

async function buildAnew(
  context: Context,
  versions: Versions,
  { print, last }: { print: Fingerprint; last: BuildRecord | undefined },
  hold: (pids: number[]) => void,
): Promise<BuildResult> {
  const { path: draft, full } = await context.progress
    .step('Opening the raw tables', () => openDraft(versions, context.lake, { last, code: print.code }))
    .catch((error) => {
      throw isDiskFull([String(error)]) ? diskFull(versions.folder) : error
    })
  const run = await runBuild(context, 'Building and testing the marts', {
    environment: {
      target: 'duckdb',
      workFolder: join(versions.folder, 'dbt'),
      variables: { CX_DUCKDB_PATH: draft },
      hold,
    },
    full,
    withFits: (work) => withDatabase(draft, (connection) => work(fitsOnDuckDb(connection))),
  })
  if (run.exitCode !== 0) throw await buildFailed(run, versions, draft)
  const count = (kinds: NodeResult['kind'][]) => run.results.filter(({ kind }) => kinds.includes(kind)).length
  const warned = run.results.filter(({ status }) => status === 'warn')
  const record = {
    built_at: new Date().toISOString(),
    fingerprint: print.all,
    code: print.code,
    full,
    models: count(['model', 'seed', 'snapshot']),
    tests: count(['test', 'unit_test']),
    warnings: warned.length,
  }
  const database = await versions.publish(draft, record)
  const withRows = async (result: NodeResult) => ({ ...result, rows: await firstRows(result, database) })
  return { ...record, database, already: false, warned: await Promise.all(warned.map(withRows)) }
}

const isDiskFull = (messages: readonly string[]) =>
  messages.some((message) =>
    /no space left on device|ENOSPC|disk quota exceeded|could not write all bytes/i.test(message),
  )

const diskFull = (folder: string) =>
  new CxError({
    what: `The disk is full: the build could not be written to ${folder}. The marts in use are still the last good ones.`,
    next: 'Make room (a build needs about as much as the last database has), then build again.',
  })

const ROWS_SHOWN = 3

/** What failed, with the first rows that broke a test and where to see the rest. */
async function buildFailed(run: DbtRun, versions: Versions, draft: string): Promise<CxError> {
  if (isDiskFull([...run.errors, ...run.results.map(({ message }) => message)])) {
    await versions.newDraft() // removes this one: what was written is of no use, and the disk needs the space
    throw diskFull(versions.folder)
  }
  await versions.keepFailed(draft)
  const failed = run.results.filter(({ status }) => status === 'fail' || status === 'error')
  const lines = await Promise.all(failed.map((result) => describe(result, versions.failed)))
  const detail = [...lines, ...describeErrors(run)]
  return new CxError({
    what: `The build failed: ${formatCount(failed.length, 'node')} of dbt. The marts in use are still the last good ones.\n${detail.join('\n')}`,
    next: 'Mend the data or the SQL and build again. To see the rows: npx cx query --failed --sql "select * from <table>"',
  })
}

async function describe(result: NodeResult, database: string): Promise<string> {
  const head = `  ${result.kind} ${result.name}: ${result.status}`
  if (result.status !== 'fail' || !result.failuresTable)
    return `${head}\n    ${result.message.replaceAll('\n', '\n    ')}`
  const shown = (await firstRows(result, database)).map((row) => `    ${JSON.stringify(row)}`)
  return [`${head}, ${formatCount(result.failures, 'row')} in ${result.failuresTable}`, ...shown].join('\n')
}

const firstRows = async ({ failuresTable }: NodeResult, database: string): Promise<object[]> =>
  failuresTable
    ? ask<object>(`select * from ${failuresTable} limit ${ROWS_SHOWN}`, database).catch(() => [])
    : []
