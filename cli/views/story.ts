import type { Fact, Story } from '../../semantic-layer/story.ts'
import {
  formatCount,
  formatEstimate,
  formatMoney,
  formatNumber,
  formatPercent,
  MISSING,
} from '../ui/format.ts'
import { renderTable } from '../ui/table.ts'
import { wrap } from '../ui/wrap.ts'

const METRICS: Record<string, string> = { csat: 'CSAT (1–5)', nps: 'NPS', ces: 'CES (1–7)' }
const named = (metric: unknown) => METRICS[String(metric)] ?? String(metric)
const words = (name: unknown) => String(name).replaceAll('_', ' ')

/** The story as a person reads it: where it hurts, why, what was done, what that changed and what it returned. */
export function describeStory(story: Story): string {
  const sections = [
    lowStores(story),
    drivers(story),
    actions(story),
    gaps(story),
    effects(story),
    programme(story),
    roi(story),
  ]
  return sections.filter((section) => section !== '').join('\n\n')
}

function lowStores({ asOf, metric, lowStores: stores }: Story): string {
  if (stores.length === 0) return 'No store scores so low that one should act on it.'
  const rows = stores.map((store) => ({
    store: store.store_id,
    city: store.city,
    state: store.state,
    score: formatNumber(num(store.mean), { digits: 2 }),
    peers: formatNumber(num(store.peer_mean), { digits: 2 }),
    answers: store.responses,
    z: formatNumber(num(store.shrunken_z), { digits: 1, signed: true }),
    since: store.since_month,
  }))
  const title = `1. ${formatCount(stores.length, 'store')} score low: ${named(metric)} over the months to ${asOf}`
  return `${title}\n${renderTable(rows)}`
}

function drivers({ drivers: { differ, alike } }: Story): string {
  if (differ.length + alike.length === 0) return ''
  const table = differ.length > 0 ? renderTable(differ.map(driverRow)) : 'Nothing that was measured.'
  const rest = alike.map(
    ({ factor, p_adjusted: p }) => `${words(factor)} (p ${formatNumber(num(p), { digits: 2 })})`,
  )
  return [
    '2. What sets them apart from the other stores',
    table,
    wrap(`What does not: ${rest.join(', ') || 'nothing'}.`, 110),
  ].join('\n')
}

const driverRow = (factor: Fact) => ({
  factor: words(factor.factor),
  'low stores': short(num(factor.flagged_mean)),
  others: short(num(factor.other_mean)),
  'beyond what is usual': `${factor.flagged_beyond} of ${factor.flagged_stores}`,
  'difference (95 %)': formatEstimate(
    num(factor.difference),
    num(factor.difference_low),
    num(factor.difference_high),
    short,
  ),
  'effect size': formatNumber(num(factor.effect_size), { digits: 2, signed: true }),
  'adjusted p': pValue(num(factor.p_adjusted)),
})

function actions({ actions: all }: Story): string {
  if (all.length === 0) return '3. No action is on record. Land an actions extract to follow what is done.'
  const approved = all.filter(({ is_approved }) => is_approved).length
  const rows = all.map((action) => ({
    action: action.action_id,
    store: action.store_id,
    issue: action.issue,
    role: words(action.owner_role),
    status: words(action.status),
    planned: action.planned_on,
    start: action.start_month,
    cost: formatMoney(num(action.cost), String(action.currency)),
  }))
  return `3. ${formatCount(all.length, 'action')} planned, ${approved} approved\n${renderTable(rows)}`
}

const HEADLINE = ['csat_mean', 'nps', 'ces_mean']

function gaps({ gaps: all, metric }: Story): string {
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
  return `4. Month by month: ${named(metric)} less that of the unaffected stores (month 0: the action starts)\n${renderTable(rows, { columns })}`
}

const monthLabel = (month: number) => (month > 0 ? `+${month}` : String(month))

function effects({ effects: all, metric }: Story): string {
  if (all.length === 0) return ''
  const rows = all.map((effect) => {
    const form = formOf(effect.effect_unit)
    return {
      action: effect.action_id,
      metric: words(effect.metric),
      'before → after': `${short(num(effect.before))} → ${short(num(effect.after))}`,
      naive: form(num(effect.naive_change)),
      DiD: form(num(effect.did_effect)),
      'comes by itself': form(num(effect.expected_recovery)),
      'effect (95 %)': formatEstimate(
        num(effect.effect),
        num(effect.effect_low),
        num(effect.effect_high),
        form,
      ),
      answers: effect.answers_after,
      verdict: effect.verdict,
    }
  })
  return `5. What changed, after against before\n${renderTable(rows)}\n${CAUTION}\n${recovered(all, metric)}`.trimEnd()
}

const CAUTION = wrap(
  'Stores are picked for being low, and part of a recovery comes by itself. The effect is what a store did beyond what an untreated store with the same past was expected to do; the naive change and the difference in differences (DiD) take both together.',
  110,
)

/** How many actions improved the metric that their stores were low in. */
function recovered(all: Fact[], metric: string | null): string {
  const compared = all.filter((effect) => effect.metric === `${metric}_mean` || effect.metric === metric)
  if (compared.length === 0) return ''
  const up = compared.filter(({ verdict }) => verdict === 'improved').map(({ action_id: id }) => id)
  return `${named(metric)} improved after ${up.length} of ${compared.length} actions (${up.join(', ') || 'none'}).`
}

function programme({ pooled: all }: Story): string {
  if (all.length === 0) return ''
  const rows = all.map((row) => {
    const form = formOf(row.unit)
    return {
      metric: words(row.metric),
      actions: row.actions,
      'pooled effect (95 %)': formatEstimate(
        num(row.effect),
        num(row.effect_low),
        num(row.effect_high),
        form,
      ),
      p: pValue(num(row.p)),
      verdict: row.verdict,
    }
  })
  return `6. All actions together\n${renderTable(rows)}`
}

function roi({ roi: all, programmeReturns }: Story): string {
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
  return [`7. What it returned`, renderTable(rows), ...together].join('\n')
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
    `customers kept are not in it (${row.retention_value_reason}).`,
  ].join(' ')
}

const num = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value))

const share = (value: number | null | undefined) => formatPercent(value ?? null, { digits: 0, signed: true })

function formOf(unit: unknown) {
  if (unit === 'share')
    return (value: number | null | undefined) => formatPercent(value ?? null, { digits: 1, signed: true })
  const digits = unit === 'seconds' ? 0 : 2
  return (value: number | null | undefined) => formatNumber(value ?? null, { digits, signed: true })
}

/** Three significant digits or so: these columns mix shares, seconds and money. */
function short(value: number | null | undefined): string {
  if (value === null || value === undefined) return MISSING
  const size = Math.abs(value)
  return formatNumber(value, { digits: size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4 })
}

const pValue = (p: number | null) => (p !== null && p < 0.001 ? '< 0.001' : formatNumber(p, { digits: 3 }))
