import type { Story } from '../../../semantic-layer/story.ts'
import { formatNumber } from '../../ui/format.ts'
import { renderTable } from '../../ui/table.ts'
import { named, num } from './figures.ts'

const HEADLINE = ['csat_mean', 'nps', 'ces_mean']

export function gaps({ gaps: all, metric }: Story): string {
  const wanted = all.some((gap) => gap.metric === `${metric}_mean`)
    ? `${metric}_mean`
    : HEADLINE.find((name) => all.some((gap) => gap.metric === name))
  const shown = all.filter((gap) => gap.metric === wanted)
  if (shown.length === 0) return ''
  const monthsShown = [
    ...new Set(shown.flatMap(({ months }) => months.map((m) => Number(m.months_from_start)))),
  ]
  const columns = [
    'action',
    ...monthsShown.sort((a, b) => a - b).map((m) => ({ key: `month ${m}`, title: monthLabel(m) })),
  ]
  const rows = shown.map(({ actionId, months }) => ({
    action: actionId,
    ...Object.fromEntries(
      months.map(({ months_from_start: m, gap }) => [
        `month ${m}`,
        formatNumber(num(gap), { digits: 2, signed: true }),
      ]),
    ),
  }))
  return `5. Month by month: ${named(metric)} less that of the unaffected stores (month 0: the action starts)\n${renderTable(rows, { columns })}`
}

const monthLabel = (month: number) => (month > 0 ? `+${month}` : String(month))
