import type { Estimator } from './estimator.ts'

const ALL = 1_000_000

/** `at` and `start` in the panel's own words, from months that stand for places. */
const period = (month: string, name: string) =>
  `(select period from places where places.month = ${month}) as ${name}`

/** Group-time effects after Callaway & Sant'Anna (2021): units that never start as controls, base the period before. */
export const cohort: Estimator = {
  demands: { leastBefore: 1, leastAfter: 1, needsDonors: true, before: ALL, after: ALL },
  select: ['int_action_starts', 'path:models/panel/cohort'],
  exclude: [],
  effects: `
    select ${period('cells.start_month', 'start')}, ${period('cells.month', 'period')}, months_from_start::integer as event_time,
      att as estimate, att - margin as low, att + margin as high, p, standard_error,
      treated::integer as units, donors::integer as donors
    from panel.att_group_times as cells
    order by cells.start_month, cells.month`,
  pooled: `
    select estimate, estimate - margin as low, estimate + margin as high, p, standard_error, 'simple' as scope,
      (select count(*)::integer from starts) as treated, units::integer as units
    from panel.att_aggregates where scope = 'simple'`,
  beside: {
    dynamic: `
      select event_time::integer as event_time, estimate, estimate - margin as low, estimate + margin as high, p, standard_error
      from panel.att_aggregates where scope = 'dynamic' order by event_time`,
    dynamic_overall: `
      select estimate, estimate - margin as low, estimate + margin as high, p, standard_error
      from panel.att_aggregates where scope = 'dynamic overall'`,
  },
  notes: `
    select 'Intervals take each period by itself. A start that few units share has an interval that is too narrow: '
      || string_agg(start || ' has ' || units, ', ' order by start_month) || '.' as note
    from (select start_month, any_value(start) as start, count(*) as units from starts group by start_month)
    where units < 5 having count(*) > 0
    union all
    select 'Counts of answers (n) are not used: every unit weighs the same.' from panel where has_n having count(*) > 0
    union all
    select 'Values are missing: an effect is of the units that have both its period and the one before their start; '
      || (select count(*) from starts where unit not in (select store_id from panel.att_differences))
      || ' units with a start have no value before it.'
    from (
      select count(*) as lines, count(distinct unit) * count(distinct place) as all_lines from panel
    ) where lines < all_lines`,
  path: `
    select 'effect by periods from the start' as series, 'main' as look, event_time as place, estimate as value,
      estimate - margin as low, estimate + margin as high
    from panel.att_aggregates where scope = 'dynamic'`,
}
