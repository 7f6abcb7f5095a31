import { join } from 'node:path'
import type { FitWarehouse } from '../../lambdas/fit/warehouse.ts'
import type { Lake } from '../../lambdas/land/lake.ts'
import { type LedgerEntry, readLedger } from '../../lambdas/land/ledger.ts'
import type { Context } from '../context.ts'
import { withLock } from '../setup/lock.mjs'
import { CxError } from '../ui/errors.ts'
import { formatCount } from '../ui/format.ts'
import { type BuildOptions, nothingLanded, refuse } from './build.ts'
import { type DbtRun, describeErrors, type NodeResult, runDbt } from './dbt.ts'
import { type Fingerprint, fingerprint } from './fingerprint.ts'
import { runBuild } from './run-build.ts'

/** An engine whose tables are changed in place: readers see each as soon as its model is done. */
export interface Engine {
  readonly target: 'trino' | 'athena'
  /** As people write it. */
  readonly name: string
  readonly lake: Lake
  /** The lake's name, for messages. */
  readonly location: string
  /** What follows the schemas' names, where there is more than one set of them. */
  readonly suffix?: string
  /** What sql/profiles.yml asks the environment for. */
  readonly variables: Readonly<Record<string, string>>
  /** Makes the schema `raw` show what has landed: the files of the ledger's entries, the oldest first. */
  openRawTables(entries: readonly LedgerEntry[]): Promise<void>
  /** What fits read from and write to. */
  readonly fits: FitWarehouse
}

export interface InPlaceOptions extends BuildOptions {
  /** Afterwards join small files and let go of old snapshots. */
  readonly compact?: boolean
}

export interface InPlaceBuild {
  readonly engine: string
  /** Whether it was built from nothing. */
  readonly full: boolean
  /** True where nothing had changed since the last build. */
  readonly already: boolean
  readonly models: number
  readonly tests: number
  readonly warned: readonly NodeResult[]
}

/**
 * Builds and tests the marts on an engine, with what has landed since its last build. Without a last build that ended
 * well and was of the same SQL and contracts, it builds everything: a build that died half-way has taken files in
 * without making all of their months anew.
 */
export async function buildInPlace(
  context: Context,
  engine: Engine,
  { fullRefresh = false, force = fullRefresh, compact = false }: InPlaceOptions = {},
): Promise<InPlaceBuild> {
  const build = async (hold: (pids: number[]) => void): Promise<InPlaceBuild> => {
    const entries = await readLedger(engine.lake)
    if (entries.length === 0) throw nothingLanded(engine.location)
    const print = await fingerprint(engine.lake)
    const last = await lastBuild(engine)
    const tidy = () => (compact ? compactOn(context, engine, hold) : undefined)
    if (!force && last?.all === print.all) {
      await tidy()
      return nothingNew(engine)
    }
    const full = fullRefresh || last?.code !== print.code
    await engine.lake.remove(noteOf(engine))
    await context.progress.step('Opening the raw tables', () => engine.openRawTables(entries))
    const run = await runOn(context, engine, full, hold)
    if (run.exitCode !== 0) throw failed(engine, run)
    await engine.lake.writeOnce(noteOf(engine), JSON.stringify(print))
    await tidy()
    return { engine: engine.name, full, already: false, ...countsOf(run) }
  }
  return withLock(join(folderOf(context), `lock-${engine.target}`), build, { onWait: refuse })
}

const folderOf = (context: Context) => join(context.lake.folder, 'warehouse')

/** What the last build was made of. Not there while one runs, nor after one that failed. */
const noteOf = ({ target, suffix = '' }: Engine) => `builds/${target}${suffix}.json`

async function lastBuild(engine: Engine): Promise<Fingerprint | undefined> {
  const text = await engine.lake.read(noteOf(engine))
  return text === undefined ? undefined : JSON.parse(text)
}

const nothingNew = ({ name }: Engine): InPlaceBuild => ({
  engine: name,
  full: false,
  already: true,
  models: 0,
  tests: 0,
  warned: [],
})

/** How dbt runs on an engine. */
const environmentOf = (context: Context, { target, variables }: Engine, hold: (pids: number[]) => void) => ({
  target,
  workFolder: join(folderOf(context), `dbt-${target}`),
  variables,
  hold,
})

function runOn(
  context: Context,
  engine: Engine,
  full: boolean,
  hold: (pids: number[]) => void,
): Promise<DbtRun> {
  return runBuild(context, `Building and testing the marts on ${engine.name}`, {
    environment: environmentOf(context, engine, hold),
    full,
    withFits: (work) => work(engine.fits),
  })
}

async function compactOn(context: Context, engine: Engine, hold: (pids: number[]) => void): Promise<void> {
  const run = await context.progress.step('Joining small files', () =>
    runDbt(['run-operation', 'compact'], environmentOf(context, engine, hold), () => {}),
  )
  if (run.exitCode !== 0) throw failed(engine, run)
}

function countsOf({ results }: DbtRun) {
  const count = (kinds: NodeResult['kind'][]) => results.filter(({ kind }) => kinds.includes(kind)).length
  return {
    models: count(['model', 'seed', 'snapshot']),
    tests: count(['test']),
    warned: results.filter(({ status }) => status === 'warn'),
  }
}

function failed({ name }: Engine, run: DbtRun): CxError {
  const nodes = run.results.filter(({ status }) => status === 'fail' || status === 'error')
  const lines = nodes.map(({ kind, name, status, message, failuresTable }) => {
    const rows = failuresTable ? `; its rows are in ${failuresTable}` : ''
    return `  ${kind} ${name}: ${status}${rows}\n    ${message.replaceAll('\n', '\n    ')}`
  })
  const detail = [...lines, ...describeErrors(run)]
  return new CxError({
    what: `The build on ${name} failed: ${formatCount(nodes.length, 'node')} of dbt.\n${detail.join('\n')}`,
    next: 'Mend the data or the SQL and build again; it will be built in full.',
  })
}
