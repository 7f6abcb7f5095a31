import { join } from 'node:path'
import { Command } from 'commander'
import { type CommonOptions, contextOf, withCommonOptions } from '../context.ts'
import { planComparison, type Source } from '../plan/plan.ts'
import { CxError } from '../ui/errors.ts'
import { describePlan } from '../views/plan.ts'

interface Options extends CommonOptions {
  stores?: string[]
  panel?: string
  units?: string[]
}

const listed = (text: string) =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

export function planCommand(): Command {
  return withCommonOptions(new Command('plan'))
    .description('Before acting: the smallest effect that a comparison of these stores could show.')
    .option('--stores <ids>', 'stores of the warehouse, with commas between', listed)
    .option('--panel <file>', 'a panel of your own instead, as cx compare takes it')
    .option('--units <ids>', 'units of the panel, with commas between', listed)
    .action(async (options: Options) => {
      const context = contextOf(options)
      const { source, units } = asked(options, context.lake.folder)
      const prospects = await context.progress.step('Rehearsing', () => planComparison(source, units))
      process.stdout.write(`${context.json ? JSON.stringify(prospects, null, 2) : describePlan(prospects)}\n`)
    })
}

function asked({ stores, panel, units }: Options, lake: string): { source: Source; units: string[] } {
  if (panel && units?.length && !stores) return { source: { panel }, units }
  if (stores?.length && !panel && !units)
    return { source: { warehouse: join(lake, 'warehouse', 'current.duckdb') }, units: stores }
  throw new CxError({
    what: 'it is not clear what to plan for',
    allowed: '--stores S00012,S00345 of the warehouse, or --panel panel.csv --units a,b',
    exitCode: 2,
  })
}
