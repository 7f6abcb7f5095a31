import type { Query } from './query.ts'

/** Members of one view: `of('roi', 'net roi')` is `['roi.net', 'roi.roi']`. */
const of = (view: string, names: string) => names.split(' ').map((name) => `${view}.${name}`)

/** The month's first day, as a range: `equals` compares a date with text, which Athena does not do. */
const inMonth = (member: string, month: string) => ({
  member,
  operator: 'inDateRange',
  values: [`${month}-01`, `${month}-01`],
})

/** The story's questions, by name: everything it knows it asks like this. Months are `2025-02`. */
export const queries = {
  actions: (): Query => ({
    dimensions: of(
      'actions',
      'action_id store_id store_name segment issue kind owner_role status is_approved planned_on start_month cost currency',
    ),
    order: { 'actions.planned_on': 'asc', 'actions.action_id': 'asc' },
  }),

  /** Months in which some store is to be acted on, the latest first. */
  flaggedMonths: (): Query => ({
    dimensions: of('low_stores', 'month'),
    filters: [{ member: 'low_stores.flag', operator: 'equals', values: ['act'] }],
    order: { 'low_stores.month': 'desc' },
  }),

  lowStores: (month: string): Query => ({
    dimensions: of(
      'low_stores',
      'store_id store_name city state metric window_months mean peer_mean responses shrunken_z p_adjusted months_below flag since_month',
    ),
    filters: [
      inMonth('low_stores.month', month),
      { member: 'low_stores.flag', operator: 'equals', values: ['act'] },
    ],
    order: { 'low_stores.shrunken_z': 'asc' },
  }),

  drivers: (month: string, metric: string): Query => ({
    dimensions: of(
      'store_drivers',
      'factor kind flagged_stores other_stores flagged_mean other_mean difference difference_low difference_high flagged_beyond effect_size p_adjusted differs',
    ),
    filters: [
      inMonth('store_drivers.month', month),
      { member: 'store_drivers.metric', operator: 'equals', values: [metric] },
    ],
  }),

  segmentsSeen: (): Query => ({ measures: of('unusual_segments', 'segments_seen') }),

  /** Segments that score or leave unlike everybody else, the most certain first. */
  unusualSegments: (): Query => ({
    dimensions: of(
      'unusual_segments',
      'metric kind segment other_kind other_segment verdict customers mean rest_customers rest_mean difference difference_low difference_high p p_adjusted',
    ),
    filters: [{ member: 'unusual_segments.verdict', operator: 'equals', values: ['worse', 'better'] }],
    order: { 'unusual_segments.p': 'asc', 'unusual_segments.metric': 'asc' },
  }),

  gaps: (): Query => ({
    dimensions: of(
      'before_after',
      'action_id metric months_from_start month value n expected_value unaffected_mean nearest_ten_mean gap gap_change',
    ),
    filters: [
      { member: 'before_after.months_from_start', operator: 'gte', values: [-3] },
      { member: 'before_after.months_from_start', operator: 'lte', values: [5] },
    ],
    order: {
      'before_after.action_id': 'asc',
      'before_after.metric': 'asc',
      'before_after.months_from_start': 'asc',
    },
  }),

  effects: (): Query => ({
    dimensions: of(
      'before_after',
      'action_id store_id metric effect_unit months_before months_after answers_before answers_after donors before after change expected_recovery effect effect_low effect_high p p_adjusted smallest_effect verdict verdict_reason naive_change naive_low naive_high did_effect did_low did_high did_p not_judged_reason',
    ),
    order: { 'before_after.action_id': 'asc', 'before_after.metric': 'asc' },
  }),

  pooled: (): Query => ({
    dimensions: of(
      'programme_effects',
      'programme metric unit actions answers_after effect effect_low effect_high p smallest_effect verdict verdict_reason',
    ),
    filters: [{ member: 'programme_effects.programme', operator: 'equals', values: ['all'] }],
    order: { 'programme_effects.metric': 'asc' },
  }),

  roi: (): Query => ({
    dimensions: of(
      'roi',
      'action_id status estimator is_measured not_measured_reason cost currency months_after incremental_sales incremental_margin incremental_margin_low incremental_margin_high net net_low net_high roi roi_low roi_high payback_months npv npv_low npv_high',
    ),
    order: { 'roi.action_id': 'asc' },
  }),

  programmeReturns: (): Query => ({
    dimensions: of(
      'roi_programmes',
      'programme currency actions actions_measured actions_rejected cost cost_rejected incremental_sales incremental_margin incremental_margin_low incremental_margin_high retention_value_reason net net_low net_high roi roi_low roi_high payback_months npv npv_low npv_high actions_with_assumed_margin discount_rate_yearly',
    ),
    filters: [{ member: 'roi_programmes.programme', operator: 'equals', values: ['all'] }],
    order: { 'roi_programmes.currency': 'asc' },
  }),
}
