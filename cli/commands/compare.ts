import { Command } from 'commander'
import { type Comparison, compareExpected } from '../compare/expected.ts'
import { formatEstimate, formatNumber } from '../ui/format.ts'
import { createProgress } from '../ui/progress.ts'
import { renderTable } from '../ui/table.ts'

interface Options {
  panel: string
  treated: string
  json?: boolean
  quiet?: boolean
}

export function compareCommand(): Command {
  return new Command('compare')
    .description('Compare before and after in a panel of your own, by the method of the marts.')
    .requiredOption(
      '--panel <file>',
      'CSV: unit, period (whole numbers or dates), value, and n where it is a mean of n',
    )
    .requiredOption('--treated <file>', 'CSV: unit, start (a period of the panel)')
    .option('--json', 'print the result as JSON, and nothing else')
    .option('--quiet', 'no progress')
    .action(async ({ panel, treated, json = false, quiet = false }: Options) => {
      const progress = createProgress({ json, quiet })
      const result = await progress.step('Comparing', () => compareExpected(panel, treated))
      process.stdout.write(`${json ? JSON.stringify(result, null, 2) : describeComparison(result)}\n`)
    })
}

const num = (value: unknown) => (value === null ? null : Number(value))

const pValue = (p: number | null) => (p !== null && p < 0.001 ? '< 0.001' : formatNumber(p, { digits: 3 }))

function describeComparison({ pooled, effects }: Comparison): string {
  const rows = effects.map((row) => ({
    unit: row.unit,
    start: row.start,
    periods: `${row.periods_before} before, ${row.periods_after} after`,
    naive: formatNumber(num(row.naive), { digits: 2, signed: true }),
    DiD: formatNumber(num(row.did), { digits: 2, signed: true }),
    'effect (95 %)': formatEstimate(num(row.effect), num(row.low), num(row.high)),
    p: pValue(num(row.p)),
    verdict: row.verdict,
    reason: row.reason,
  }))
  const all = pooled
    ? `All together: ${formatEstimate(pooled.estimate, pooled.low, pooled.high)}, p ${pValue(pooled.p)}`
    : 'All together: nothing that can be judged; the reasons stand above.'
  return `${renderTable(rows)}\n${all}`
}
