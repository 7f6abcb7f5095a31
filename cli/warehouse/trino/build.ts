import { join } from 'node:path'
import { readLedger } from '../../../lambdas/land/ledger.ts'
import type { Context } from '../../context.ts'
import { withLock } from '../../setup/lock.mjs'
import { CxError } from '../../ui/errors.ts'
import { formatCount } from '../../ui/format.ts'
import { nothingLanded, refuse } from '../build.ts'
import { type DbtRun, type NodeResult, runDbt } from '../dbt.ts'
import type { TrinoPlace } from './client.ts'
import { createRawTablesOnTrino } from './raw-tables.ts'

export interface TrinoBuild {
  readonly models: number
  readonly tests: number
  readonly warned: readonly NodeResult[]
}

/**
 * Builds and tests the marts on Trino, in place: a table is replaced as soon as its model is done, so that a build that
 * fails half-way leaves some tables new and some old.
 */
export async function buildOnTrino(
  context: Context,
  place: TrinoPlace,
  { fullRefresh = false } = {},
): Promise<TrinoBuild> {
  const warehouse = join(context.lake.folder, 'warehouse')
  const build = async (hold: (pids: number[]) => void): Promise<TrinoBuild> => {
    if ((await readLedger(context.lake)).length === 0) throw nothingLanded(context.lake.folder)
    await context.progress.step('Opening the raw tables', () => createRawTablesOnTrino(place, context.lake))
    const args = ['build', '--exclude-resource-type', 'unit_test', ...(fullRefresh ? ['--full-refresh'] : [])]
    const environment = {
      target: 'trino',
      workFolder: join(warehouse, 'dbt-trino'),
      variables: variablesOf(place),
      hold,
    } as const
    const run = await context.progress.step('Building and testing the marts on Trino', (step) =>
      runDbt(args, environment, (done, total) => step.count(done, { total, of: 'node' })),
    )
    if (run.exitCode !== 0) throw failed(run)
    const count = (kinds: NodeResult['kind'][]) =>
      run.results.filter(({ kind }) => kinds.includes(kind)).length
    return {
      models: count(['model', 'seed', 'snapshot']),
      tests: count(['test']),
      warned: run.results.filter(({ status }) => status === 'warn'),
    }
  }
  return withLock(join(warehouse, 'lock-trino'), build, { onWait: refuse })
}

/** What sql/profiles.yml reads. */
function variablesOf({ url, warehouseCatalog }: TrinoPlace): Record<string, string> {
  const { hostname, port, protocol } = new URL(url)
  return {
    CX_TRINO_HOST: hostname,
    CX_TRINO_PORT: port || (protocol === 'https:' ? '443' : '80'),
    CX_TRINO_CATALOG: warehouseCatalog,
  }
}

function failed(run: DbtRun): CxError {
  const nodes = run.results.filter(({ status }) => status === 'fail' || status === 'error')
  const lines = nodes.map(({ kind, name, status, message, failuresTable }) => {
    const rows = failuresTable ? `; its rows are in ${failuresTable}` : ''
    return `  ${kind} ${name}: ${status}${rows}\n    ${message.replaceAll('\n', '\n    ')}`
  })
  const detail = [...lines, ...run.errors.map((error) => `  ${error.replaceAll('\n', '\n  ')}`)]
  return new CxError({
    what: `The build on Trino failed: ${formatCount(nodes.length, 'node')} of dbt.\n${detail.join('\n')}`,
    next: 'Mend the data or the SQL and build again.',
  })
}
