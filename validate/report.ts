import type { AlertFigures } from './alerts.ts'
import type { ComparisonFigures, Estimator } from './before-after.ts'
import type { LowStoreFigures } from './low-stores.ts'
import type { PlanFigures } from './plans.ts'

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

const within = (low: number | null, high: number | null) =>
  low === null ? '–' : `${share(low)} to ${share(high)}`

/** A row per world and kind of alert. */
export function alertRows(worlds: Record<string, AlertFigures[]>) {
  return Object.entries(worlds).flatMap(([world, figures]) =>
    figures.map((f) => ({
      world,
      alert: f.kind.replace('_', ' '),
      months: f.months,
      'with a false one': share(f.false_months),
      '95 %': within(f.false_low, f.false_high),
      'false among all': share(f.false_discoveries),
      'stores worse': f.planted,
      told: share(f.power),
      '95 % ': within(f.power_low, f.power_high),
      'months until': f.months_until === null ? '–' : f.months_until.toFixed(1),
    })),
  )
}

/** A row for single stores and one for all of a run together. */
export const planRows = (plans: PlanFigures[]) =>
  plans.map((f) => ({
    'planned for': f.planned,
    n: f.n,
    'promised effect, mean': share(f.smallest_effect),
    shown: share(f.power),
    '95 %': within(f.power_low, f.power_high),
  }))

/** The page docs/validation.md. */
export function page(
  tables: Record<'checks' | 'comparisons' | 'lowStores' | 'alerts' | 'plans', string>,
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

*Another score* is the mix, but compared is a score that a fifth as many answer (1 to 40 a month) as the one that the stores
are chosen by, as NPS and CES may be beside CSAT. So few answers say little of how low a store was, and the expected path is
nearly that of the average store: effects read too low and are hardly ever shown. Where there is none, few are seen.

The rule for low stores, in the last month before anyone acts:

${block(tables.lowStores)}
Segments: 4,000 customers in one of four segments of each of eight kinds, which make 480 segments of one or two conditions. In
one world none differs; in the other a segment of two conditions answers 0.4 points lower. *Chance finds*: the share of what
is found that does not differ from the rest, or does so for one of its conditions alone.

Alerts, in the months with at least eight of past, of 200 stores with 8 to 120 answers a month, a third of them with a text, and
sales. Answers are whole numbers from 1 to 5, skewed as scores are. Where four stores deteriorate, they do in the last eight
months: answers by about 0.7 points, sales by 14 %, and three complaints in ten more are about queues. *With a false one*: months
with any alert of the kind at a store that does not deteriorate. *False among all*: the share of alerts that are, as a mean over
months. *Told*: stores whose alert is raised within six months from then on.

${block(tables.alerts)}
Plans: \`cx plan\` looks at the past of the eight lowest stores of the world *AR*; then the very effect that it says would be shown
four times in five after six months is planted, in half of the runs that of each store, in the others that of all together.

${block(tables.plans)}`
}
