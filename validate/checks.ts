import type { AlertFigures } from './alerts.ts'
import type { ComparisonFigures, Estimator } from './before-after.ts'
import type { LowStoreFigures } from './low-stores.ts'
import type { PlanFigures } from './plans.ts'
import type { SegmentFigures } from './segments.ts'

/** One figure beside what it must be. */
export interface Check {
  readonly what: string
  readonly figure: number
  readonly target: string
  readonly holds: boolean
}

type Figures = Record<Estimator, ComparisonFigures>

/** Two standard errors of the simulation are allowed for. */
const atMost = (what: string, figure: number, limit: number, se = 0): Check => ({
  what,
  figure,
  target: `at most ${limit}${allowance(se)}`,
  holds: figure <= limit + 2 * se,
})
const atLeast = (what: string, figure: number, limit: number, se = 0): Check => ({
  what,
  figure,
  target: `at least ${limit}${allowance(se)}`,
  holds: figure >= limit - 2 * se,
})
const allowance = (se: number) => (se > 0 ? ` ± ${(2 * se).toFixed(3)}` : '')

/** What the effect must do in a world, and what the simpler estimators must fail at, or the world does not bite. */
export function comparisonChecks(
  world: string,
  { expected, did, naive }: Figures,
  limits: { falseVerdicts: number; coverage: number },
): Check[] {
  return [
    atMost(
      `${world}: effects seen where there is none`,
      expected.false_verdicts,
      limits.falseVerdicts,
      expected.false_verdicts_se,
    ),
    atLeast(
      `${world}: intervals that hold the effect`,
      expected.coverage,
      limits.coverage,
      expected.coverage_se,
    ),
    atLeast(`${world}: naive sees effects where there is none`, naive.false_verdicts, 0.1),
    atLeast(`${world}: DiD misses more than the effect does`, expected.coverage - did.coverage, 0),
  ]
}

/** The smallest effect that is said to be shown four times in five, is. */
export const powerChecks = (world: string, { expected }: Figures): Check[] => [
  atLeast(`${world}: power at the smallest effect`, expected.power_at_smallest, 0.75),
  atMost(`${world}: power at the smallest effect`, expected.power_at_smallest, 0.85),
]

/** The rule for low stores over six months. */
export function lowStoreChecks(low: LowStoreFigures[], none: LowStoreFigures[]): Check[] {
  const six = (figures: LowStoreFigures[]) => figures.find(({ window_months: w }) => Number(w) === 6)
  return [
    atLeast('low stores: precision', six(low)?.precision ?? Number.NaN, 0.85),
    atLeast('low stores: recall', six(low)?.recall ?? Number.NaN, 0.5),
    atMost('low stores: flags where none is low', six(none)?.flags ?? Number.NaN, 0.5),
  ]
}

/** One in ten of what is found may be chance; what is planted is found. */
export const segmentChecks = (ordinary: SegmentFigures, unusual: SegmentFigures): Check[] => [
  atMost(
    'segments: chance finds where none is unusual',
    ordinary.false_discoveries,
    0.1,
    ordinary.false_discoveries_se,
  ),
  atMost('segments: chance finds beside one', unusual.false_discoveries, 0.1, unusual.false_discoveries_se),
  atLeast('segments: the unusual one is found', unusual.power, 0.8),
]

/** In a world without deterioration a month in ten may have an alert of a kind; beside one, an alert in ten may be false. */
export const alertChecks = (quiet: AlertFigures[], worse: AlertFigures[]): Check[] => [
  ...quiet.map(({ kind, months, false_months: share }) =>
    atMost(
      `alerts: months with ${KINDS[kind]} of nothing`,
      share,
      0.1,
      Math.sqrt((share * (1 - share)) / months),
    ),
  ),
  ...worse.map((f) =>
    atMost(`alerts: chance beside some, ${KINDS[f.kind]}`, f.false_discoveries, 0.1, f.false_discoveries_se),
  ),
  atLeast(
    'alerts: early warnings of what deteriorates',
    worse.find(({ kind }) => kind === 'early_warning')?.power ?? Number.NaN,
    0.5,
  ),
]

const KINDS: Record<AlertFigures['kind'], string> = {
  early_warning: 'an early warning',
  repeating_topic: 'a repeating topic',
  repeating_department: 'a repeating department',
}

/** What a plan promises to show four times in five is shown so often, within five points. */
export const planChecks = (plans: PlanFigures[]): Check[] =>
  plans.flatMap(({ planned, power, power_low }) => {
    const se = (power - power_low) / 1.96
    return [
      atLeast(`plan: promised effect is shown, ${planned}`, power, 0.75, se),
      atMost(`plan: promised effect is shown, ${planned}`, power, 0.85, se),
    ]
  })
