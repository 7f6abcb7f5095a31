import type { ComparisonFigures, Estimator } from './before-after.ts'
import type { LowStoreFigures } from './low-stores.ts'

const ESTIMATORS: Record<Estimator, string> = {
  expected: 'effect',
  did: 'difference in differences',
  naive: 'naive',
}
const share = (value: number | null) => (value === null ? '–' : Number(value).toFixed(3))

/** A row per world and estimator. */
export function comparisonRows(worlds: Record<string, Record<Estimator, ComparisonFigures>>) {
  return Object.entries(worlds).flatMap(([world, figures]) =>
    (['expected', 'did', 'naive'] as const).map((estimator) => {
      const f = figures[estimator]
      return {
        world,
        estimator: ESTIMATORS[estimator],
        'false verdicts': share(f.false_verdicts),
        coverage: share(f.coverage),
        width: share(f.width),
        bias: share(f.bias),
        'power at 0.1': share(f.power_at_0_1),
        '0.3': share(f.power_at_0_3),
        '0.5': share(f.power_at_0_5),
        smallest: share(f.power_at_smallest),
      }
    }),
  )
}

/** A row per world and window. */
export function lowStoreRows(worlds: Record<string, LowStoreFigures[]>) {
  return Object.entries(worlds).flatMap(([world, figures]) =>
    figures.map((f) => ({
      world,
      'window, months': Number(f.window_months),
      precision: share(f.precision),
      recall: share(f.recall),
      'flags a run': share(f.flags),
    })),
  )
}

/** The page docs/validation.md. */
export function page(
  tables: { checks: string; comparisons: string; lowStores: string },
  runs: number,
): string {
  const block = (table: string) => `\`\`\`text\n${table}\n\`\`\`\n`
  return `# What the statistics are worth

Written by \`npm run validate -- --write\` (${runs} runs a world, seeds fixed, so the figures come out the same again).
It simulates retailers whose truth is known (\`validate/worlds.sql\`) and runs the marts' own SQL on them.

${block(tables.checks)}
The stores treated are the eight lowest of 1,000 over six months, so part of what follows is regression to the mean; the
effects planted are 0, 0.1, 0.3 and 0.5 points of CSAT. *False verdicts*: intervals without 0 where the effect is 0.
*Coverage*: intervals that hold the planted effect. *Smallest*: how often the smallest effect that is said to be shown
four times in five, is.

${block(tables.comparisons)}
Where low stores nearly all are low for good, and few donors are like them (*rarely lasting*), the expected path promises
a recovery that does not come: effects read too low, by the bias in the table. It errs to the side of caution, and the
replay of \`cmp_replay\` shows it as a worsening without any action.

The rule for low stores, in the last month before anyone acts:

${block(tables.lowStores)}
Segments: 4,000 customers in one of four segments of each of eight kinds, which make 480 segments of one or two conditions. In
one world none differs; in the other a segment of two conditions answers 0.4 points lower. *Chance finds*: the share of what
is found that does not differ from the rest, or does so for one of its conditions alone.
`
}
