import type { Comparison, EstimatorName } from '../compare/compare.ts'
import { formatEstimate, formatNumber } from '../ui/format.ts'
import { renderTable } from '../ui/table.ts'
import { wrap } from '../ui/wrap.ts'

type Effect = Record<string, unknown>

const num = (value: unknown) => (value === null || value === undefined ? null : Number(value))
const signed = (value: unknown) => formatNumber(num(value), { digits: 2, signed: true })
const estimate = (row: Effect) => formatEstimate(num(row.estimate), num(row.low), num(row.high))
const pValue = (p: unknown) =>
  num(p) !== null && Number(p) < 0.001 ? '< 0.001' : formatNumber(num(p), { digits: 3 })

const periods = (row: Effect) => `${row.periods_before ?? 0} before, ${row.periods_after ?? 0} after`

const ROWS: Record<EstimatorName, (row: Effect) => Effect> = {
  expected: (row) => ({
    unit: row.unit,
    start: row.start,
    periods: periods(row),
    naive: signed(row.naive),
    DiD: signed(row.did),
    'effect (95 %)': estimate(row),
    p: pValue(row.p),
    verdict: row.verdict,
    reason: row.reason,
  }),
  did: (row) => ({
    unit: row.unit,
    start: row.start,
    periods: periods(row),
    change: signed(row.change),
    'change of the others': signed(row.donor_change),
    'DiD (95 %)': estimate(row),
    p: pValue(row.p),
    'placebo rank': row.placebo_rank === null ? null : `${row.placebo_rank} of ${row.placebo_of}`,
    reason: row.reason,
  }),
  cohort: (row) => ({
    start: row.start,
    period: row.period,
    'periods from start': row.event_time,
    units: row.units,
    others: row.donors,
    'effect (95 %)': estimate(row),
    p: pValue(row.p),
  }),
  naive: (row) => ({
    unit: row.unit,
    start: row.start,
    periods: periods(row),
    before: formatNumber(num(row.before), { digits: 2 }),
    after: formatNumber(num(row.after), { digits: 2 }),
    'change (95 %)': estimate(row),
    p: pValue(row.p),
    reason: row.reason,
  }),
}

const TITLES: Record<EstimatorName, string> = {
  expected: 'What happened less what was expected without the change',
  did: 'Difference in differences: the change less that of the units without a start',
  cohort:
    'Effects by start and period (Callaway & Sant’Anna 2021), against units that never start, from the period before',
  naive: 'The change alone: it holds all else that changed meanwhile, and what comes by itself',
}

/** A comparison as a person reads it: a row for each effect, then all together, then what to know. */
export function describeComparison(comparison: Comparison): string {
  const { estimator, pooled, effects, notes, excluded } = comparison
  const rows = effects.map((row) => ROWS[estimator](row))
  const shown = rows.some(({ reason }) => reason) ? rows : rows.map(({ reason: _, ...rest }) => rest)
  const basis = pooled?.interval_from ? `; interval from: ${pooled.interval_from}` : ''
  const error =
    num(pooled?.standard_error) === null
      ? ''
      : `, standard error ${formatNumber(num(pooled?.standard_error), { digits: 2 })}`
  const all = pooled
    ? `All together: ${estimate(pooled)}${error}, p ${pValue(pooled.p)}${basis}`
    : 'All together: nothing that can be compared; the reasons stand above.'
  const lines = [TITLES[estimator], renderTable(shown), all, ...notes.map((note) => wrap(note, 110))]
  return [...lines, ...leftOut(excluded)].join('\n')
}

/** Each kind of line that was left out, with the first of them. */
function leftOut(excluded: Comparison['excluded']): string[] {
  const kinds = Map.groupBy(excluded, ({ file, what }) => `${file}\n${what}`)
  return [...kinds.values()].map((lines) => {
    const [first] = lines
    const more = lines.length > 1 ? ` (and ${lines.length - 1} more)` : ''
    return `Left out: ${first?.file}, line ${first?.line}${more}: ${first?.what}: got "${first?.got ?? ''}"; allowed: ${first?.allowed}`
  })
}
