import { runDbt } from './dbt.ts'

/** Which models run on which database, and where dbt keeps its notes. */
export interface ModelRun {
  readonly database: string
  readonly workFolder: string
  /** As dbt's `--select` and `--exclude`. */
  readonly select: readonly string[]
  readonly exclude?: readonly string[]
  readonly onProgress?: (done: number, total: number) => void
}

/** Runs models of the warehouse on a DuckDB database that holds the tables they read. Throws with what dbt said. */
export async function runModels(run: ModelRun): Promise<void> {
  const { database, workFolder, select, exclude = [], onProgress = () => {} } = run
  const environment = {
    target: 'duckdb',
    workFolder,
    variables: { CX_DUCKDB_PATH: database },
    hold: () => {},
  } as const
  const args = ['run', '--select', ...select, ...(exclude.length > 0 ? ['--exclude', ...exclude] : [])]
  const { exitCode, errors, results } = await runDbt(args, environment, onProgress)
  const failed = results
    .filter(({ status }) => status === 'error')
    .map(({ name, message }) => `${name}: ${message}`)
  if (exitCode !== 0) throw new Error([...errors, ...failed].join('\n'))
}
