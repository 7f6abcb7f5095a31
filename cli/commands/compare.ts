import { writeFile } from 'node:fs/promises'
import { Command, Option } from 'commander'
import { comparePanel, ESTIMATORS, type EstimatorName } from '../compare/compare.ts'
import { createProgress } from '../ui/progress.ts'
import { describeComparison } from '../views/comparison.ts'
import { drawComparison } from '../views/comparison-picture.ts'

interface Options {
  panel: string
  treated: string
  estimator: EstimatorName
  svg?: string
  json?: boolean
  quiet?: boolean
}

export function compareCommand(): Command {
  return new Command('compare')
    .description('Compare before and after in a panel of your own, by the methods of the marts.')
    .requiredOption(
      '--panel <file>',
      'CSV: unit, period (whole numbers or dates), value, and n where it is a mean of n',
    )
    .requiredOption('--treated <file>', 'CSV: unit, start (a period of the panel)')
    .addOption(
      new Option('--estimator <name>', 'how to compare')
        .choices(Object.keys(ESTIMATORS))
        .default('expected', 'expected: against what a unit with the same past was expected to do'),
    )
    .option('--svg <file>', 'draw the comparison period by period, too')
    .option('--json', 'print the result as JSON, and nothing else')
    .option('--quiet', 'no progress')
    .action(async ({ panel, treated, estimator, svg, json = false, quiet = false }: Options) => {
      const progress = createProgress({ json, quiet })
      const result = await progress.step('Comparing', () => comparePanel({ panel, treated }, estimator))
      if (svg) await writeFile(svg, drawComparison(result))
      process.stdout.write(`${json ? JSON.stringify(result, null, 2) : describeComparison(result)}\n`)
    })
}
