import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { execa } from 'execa'
import { projectRoot, threads } from '../context.ts'
import { CxError } from '../ui/errors.ts'

export interface NodeResult {
  readonly name: string
  readonly kind: 'model' | 'test' | 'unit_test' | 'seed' | 'snapshot' | 'other'
  readonly status: 'success' | 'pass' | 'warn' | 'fail' | 'error' | 'skipped' | string
  readonly message: string
  /** Rows that broke a test. */
  readonly failures: number
  readonly seconds: number
  /** The table that holds the rows that broke a test. */
  readonly failuresTable?: string
}

export interface DbtRun {
  readonly results: NodeResult[]
  readonly exitCode: number
  /** What dbt said when it could not even begin. */
  readonly errors: string[]
}

interface LogLine {
  info: { name: string; msg: string; level: string }
  data: {
    node_count?: number
    status?: string
    execution_time?: number
    num_failures?: number
    node_info?: {
      node_name?: string
      resource_type?: string
      node_relation?: { schema?: string; alias?: string }
    }
    msg?: string
  }
}

/** What dbt and the engine said of what went wrong, as lines below a heading. */
export const describeErrors = ({ errors }: DbtRun): string[] =>
  errors.map((error) => `  ${error.replaceAll('\n', '\n  ')}`)

export interface DbtEnvironment {
  /** Which engine, of those in sql/profiles.yml. */
  readonly target: 'duckdb' | 'trino' | 'athena'
  /** For what dbt compiles and logs; one per target, or dbt reads the whole project anew each time. */
  readonly workFolder: string
  /** What sql/profiles.yml asks the environment for. */
  readonly variables: Readonly<Record<string, string>>
  /** Told the process that may outlive this one, should this one be killed. */
  readonly hold: (pids: number[]) => void
}

/** Runs dbt and reads its log as it goes. Never throws because of what dbt found: that is in the result. */
export async function runDbt(
  args: string[],
  environment: DbtEnvironment,
  onProgress: (done: number, total: number) => void,
): Promise<DbtRun> {
  const program = join(projectRoot, '.venv', 'bin', 'dbt')
  if (!existsSync(program)) {
    throw new CxError({ what: 'dbt is not installed.', next: 'Run: node cli/setup.mjs' })
  }
  const project = join(projectRoot, 'sql')
  const places = ['--project-dir', project, '--profiles-dir', project, '--target', environment.target]
  // To write all that dbt does into a file as well costs a good part of a small build.
  const log = ['--log-format', 'json', '--log-level-file', 'none', '--no-use-colors']
  const output = ['--target-path', environment.workFolder, '--log-path', environment.workFolder]
  const child = execa(program, [...log, ...args, ...places, ...output], {
    cwd: project,
    env: {
      CX_THREADS: String(threads),
      ...environment.variables,
      DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
      DO_NOT_TRACK: '1',
      PYTHONUNBUFFERED: '1',
    },
    stdin: 'ignore',
    reject: false,
    buffer: { stdout: false, stderr: true },
    // Ctrl-C reaches dbt through its process group; it is waited for, so that no writer outlives the command.
    forceKillAfterDelay: 10_000,
  })
  if (child.pid) environment.hold([child.pid])
  const run: Reading = { results: [], errors: [], total: 0 }
  for await (const text of createInterface({ input: child.stdout })) readLine(text, run, onProgress)
  const { exitCode, stderr } = await child
  if (exitCode === undefined)
    throw new CxError({ what: 'dbt was ended before it was done.', next: 'Build again.' })
  if (exitCode !== 0 && stderr) run.errors.push(stderr.trim())
  return { results: run.results, errors: run.errors, exitCode }
}

const FINISHED = new Set([
  'LogModelResult',
  'LogTestResult',
  'LogSeedResult',
  'LogSnapshotResult',
  'LogNodeResult',
  'LogFunctionResult',
  'SkippingDetails',
  'LogSkipBecauseError',
])

/** What dbt says at the end of a test that failed; its result has said so, with its rows. */
const FAILED_TEST = /^\s*(Failure in test |Got \d+ results?, configured to )/

interface Reading {
  results: NodeResult[]
  errors: string[]
  /** Nodes that dbt means to run. */
  total: number
}

function readLine(text: string, run: Reading, onProgress: (done: number, total: number) => void): void {
  const line = parse(text)
  if (!line) return
  const { info, data } = line
  if (FINISHED.has(info.name)) {
    run.results.push(resultOf(line))
    onProgress(run.results.length, run.total)
  } else if (info.name === 'ConcurrencyLine') {
    run.total = data.node_count ?? 0
  } else if (info.level === 'error' && info.msg.trim() !== '' && !FAILED_TEST.test(info.msg)) {
    run.errors.push(info.msg.trim())
  }
}

function parse(text: string): LogLine | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function resultOf({ info, data }: LogLine): NodeResult {
  const {
    node_name: name = '',
    resource_type: kind = 'other',
    node_relation: relation,
  } = data.node_info ?? {}
  const table =
    kind === 'test' && relation?.alias ? { failuresTable: `${relation.schema}.${relation.alias}` } : {}
  return {
    name,
    kind: kind as NodeResult['kind'],
    status:
      data.status ??
      (info.name.startsWith('LogSkip') || info.name === 'SkippingDetails' ? 'skipped' : 'unknown'),
    message: info.msg,
    failures: data.num_failures ?? 0,
    seconds: data.execution_time ?? 0,
    ...table,
  }
}
