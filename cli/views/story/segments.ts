import type { Fact, Story } from '../../../semantic-layer/story.ts'
import { formatCount, formatEstimate } from '../../ui/format.ts'
import { wrap } from '../../ui/wrap.ts'
import { formOf, named, num, words } from './figures.ts'

/** The most certain ones are told; the view `unusual_segments` has them all. */
const TOLD = 3

export function segments({ segments: { seen, found } }: Story): string {
  if (seen === 0) return ''
  const compared = `${formatCount(seen, 'comparison')} with all others`
  if (found.length === 0) return `3. Segments of customers: nothing unusual in ${compared}`
  const verdicts = ['worse', 'better']
    .map((verdict) => findings(verdict, found))
    .filter((text) => text !== '')
  return [
    `3. Segments of customers: ${found.length} unusual in ${compared}, one in ten of them perhaps by chance`,
    ...verdicts,
  ].join('\n')
}

function findings(verdict: string, found: readonly Fact[]): string {
  const all = found.filter((segment) => segment.verdict === verdict)
  if (all.length === 0) return ''
  const more = all.length > TOLD ? [`${all.length - TOLD} more`] : []
  return wrap(`${verdict}: ${[...all.slice(0, TOLD).map(finding), ...more].join('; ')}.`, 110)
}

/** `CSAT (1–5) of age band 18-24 and gender female -0.31 (-0.42 to -0.20), 512 customers` */
function finding(row: Fact): string {
  const form = formOf(row.metric === 'churn' ? 'share' : 'points')
  const difference = [row.difference, row.difference_low, row.difference_high].map(num) as Interval
  return `${named(row.metric)} of ${segment(row)} ${formatEstimate(...difference, form)}, ${formatCount(num(row.customers) ?? 0, 'customer')}`
}

type Interval = [number | null, number | null, number | null]

const segment = ({ kind, segment: first, other_kind, other_segment: second }: Fact) =>
  [[kind, first], ...(other_kind ? [[other_kind, second]] : [])]
    .map(([name, value]) => `${words(name)} ${value}`)
    .join(' and ')
