import type { Prospect } from '../plan/plan.ts'
import { formatNumber, formatPercent } from '../ui/format.ts'
import { renderTable } from '../ui/table.ts'
import { wrap } from '../ui/wrap.ts'

const form = ({ effect_unit: unit }: Prospect, value: number | null) =>
  unit === 'share' ? formatPercent(value) : formatNumber(value, { digits: unit === 'seconds' ? 0 : 2 })

/** What could be shown, a row for each unit and metric, and one for all together. */
export function describePlan(prospects: readonly Prospect[]): string {
  const groups = Map.groupBy(prospects, ({ unit, metric }) => `${unit}\n${metric}`)
  const rows = [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const smallest = group.map((each) => [`after ${each.horizon}`, form(each, each.smallest_effect)])
    return [
      {
        unit: first.unit === 'all' ? 'all together' : first.unit,
        metric: first.metric.replaceAll('_', ' '),
        'units to compare with': first.donors,
        'answers before': first.answers_before,
        ...Object.fromEntries(smallest),
        'matters from': form(first, first.minimum_effect),
        'not judged': group.find(({ reason }) => reason)?.reason,
      },
    ]
  })
  return [
    'The smallest effect that a comparison would show four times in five, after 3, 6 and 12 months (or periods)',
    renderTable(rows),
    wrap(NOTE, 110),
  ].join('\n')
}

const NOTE =
  'Rehearsed on the units as they are now: what lies below these figures is more likely to be missed than seen. More units together show less; more months show less, but slowly.'
