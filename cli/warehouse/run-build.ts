import { clearFits, fitAll } from '../../lambdas/fit/fit.ts'
import type { FitWarehouse } from '../../lambdas/fit/warehouse.ts'
import type { Context } from '../context.ts'
import { type DbtEnvironment, type DbtRun, type NodeResult, runDbt } from './dbt.ts'

/** What rests on estimates that dbt does not make itself: built, and tested, after they are there. */
const AFTER_FITS = 'source:fitted+'

/** Where a build runs, and how its fits reach the warehouse while dbt does not. */
export interface BuildPlace {
  readonly environment: DbtEnvironment
  /** Whether it starts from nothing. What goes on from the last build has its seeds and views as they shall be. */
  readonly full: boolean
  withFits(work: (warehouse: FitWarehouse) => Promise<void>): Promise<void>
}

/**
 * dbt's build in two parts, with the fits between them. Stops after the first where dbt failed. A fit that fails is a
 * warning: what rests on it stays empty, and the rest goes on.
 */
export async function runBuild({ progress }: Context, title: string, place: BuildPlace): Promise<DbtRun> {
  const { environment, full } = place
  const options = full ? ['--full-refresh'] : []
  const part = (name: string, chosen: readonly string[]) =>
    // dbt's unit tests say nothing of the data: they belong to the project's own tests.
    progress.step(name, (step) =>
      runDbt(
        ['build', '--exclude-resource-type', 'unit_test', ...chosen, ...options],
        environment,
        (done, total) => step.count(done, { total, of: 'node' }),
      ),
    )
  const first = await part(title, ['--selector', full ? 'before_fits' : 'landed_since'])
  if (first.exitCode !== 0) return first
  const warnings = await progress.step('Fitting models of customers and scores', () => fitOrWarn(place))
  const second = await part('Building what rests on them', ['--select', AFTER_FITS])
  return {
    results: [...first.results, ...warnings, ...second.results],
    errors: [...first.errors, ...second.errors],
    exitCode: second.exitCode,
  }
}

async function fitOrWarn({ withFits }: BuildPlace): Promise<NodeResult[]> {
  try {
    await withFits(fitAll)
    return []
  } catch (error) {
    await withFits(clearFits)
    const message = `Models of customers and scores could not be fitted: ${(error as Error).message}`
    return [{ name: 'fits', kind: 'other', status: 'warn', message, failures: 0, seconds: 0 }]
  }
}
