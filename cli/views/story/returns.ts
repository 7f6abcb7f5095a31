import type { Fact, Story } from '../../../semantic-layer/story.ts'
import { formatCount, formatEstimate, formatMoney, formatPercent, MISSING } from '../../ui/format.ts'
import { renderTable } from '../../ui/table.ts'
import { wrap } from '../../ui/wrap.ts'
import { num, share } from './figures.ts'

export function returns({ roi: all, programmeReturns }: Story): string {
  const measured = all.filter(({ is_measured }) => is_measured)
  if (measured.length === 0) return ''
  const rows = measured.map((row) => {
    const money = (value: number | null | undefined) => formatMoney(value ?? null, String(row.currency))
    return {
      action: row.action_id,
      cost: money(num(row.cost)),
      months: row.months_after,
      'more sales': money(num(row.incremental_sales)),
      'more margin (95 %)': formatEstimate(
        num(row.incremental_margin),
        num(row.incremental_margin_low),
        num(row.incremental_margin_high),
        money,
      ),
      'ROI (95 %)': formatEstimate(num(row.roi), num(row.roi_low), num(row.roi_high), share),
      'paid back after':
        row.payback_months === null ? MISSING : formatCount(num(row.payback_months) ?? 0, 'month'),
    }
  })
  const together = programmeReturns.map((row) => wrap(programmeReturn(row), 110))
  return [`8. What it returned`, renderTable(rows), ...together].join('\n')
}

/** All actions of one currency in a sentence, with what it rests on. */
function programmeReturn(row: Fact): string {
  const money = (value: number | null | undefined) => formatMoney(value ?? null, String(row.currency))
  const estimate = (name: string, format: typeof money) =>
    formatEstimate(num(row[name]), num(row[`${name}_low`]), num(row[`${name}_high`]), format)
  const assumed = num(row.actions_with_assumed_margin) ?? 0
  return [
    `All ${formatCount(num(row.actions) ?? 0, 'action')}, ${row.actions_rejected} of them rejected and at their planning cost:`,
    `cost ${money(num(row.cost))}, more margin ${estimate('incremental_margin', money)}, net ${estimate('net', money)},`,
    `ROI ${estimate('roi', share)}, present value ${estimate('npv', money)} at ${formatPercent(num(row.discount_rate_yearly), { digits: 0 })} a year.`,
    `${assumed === 0 ? 'Margin rates are from unit costs' : `Of ${formatCount(assumed, 'action')} the margin rate is assumed`};`,
    `the value of customers kept is not in it (${row.retention_value_reason}).`,
  ].join(' ')
}
