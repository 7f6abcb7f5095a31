import type { Demands } from '../panel.ts'
import { type Estimator, windowNotes } from './estimator.ts'

/** All that a panel has: no panel is as long. */
const ALL = 1_000_000

const SHARED = [
  ...['int_action_starts', 'int_replay_starts', 'int_compared_starts', 'int_cohort_values'],
  ...['int_answer_noise', 'int_relative_values', 'int_cohort_periods', 'int_cohort_donors'],
  ...['int_effect_estimates', 'path:models/panel/differences'],
]

/** The difference in differences (`did`), or the change alone (`naive`). */
const differences = (name: 'did' | 'naive', demands: Demands): Estimator => ({
  demands,
  select: SHARED,
  exclude: [],
  effects: `
    select starts.unit, starts.start, ${name} as estimate, ${name} - ${name}_margin as low,
      ${name} + ${name}_margin as high, ${name}_p as p, ${name}_error as standard_error,
      mean_before as before, mean_after as after, naive as change, donor_change,
      ${name === 'did' ? 'placebo_rank::integer as placebo_rank, placebo_of::integer as placebo_of,' : ''}
      donors::integer as donors, months_before::integer as periods_before, months_after::integer as periods_after,
      case
        when metric is null then 'no value around its start'
        when months_before = 0 then 'no value before its start'
        when months_after = 0 then 'no value from its start on'
        when ${name}_margin is null then ${
          name === 'did'
            ? "'no interval: fewer than two units to compare with'"
            : "'no interval: one value on each side'"
        }
      end as reason
    from starts left join panel.did_effects as effects on effects.store_id = starts.unit
    order by starts.place, starts.unit`,
  pooled: `
    select estimate, estimate - margin as low, estimate + margin as high, p, standard_error, df,
      units::integer as units, treated::integer as treated, interval_from, clustered_error
    from panel.did_pooled where estimator = '${name}' and basis = 'all'`,
  beside: {
    balanced: `
      select estimate, estimate - margin as low, estimate + margin as high, p, standard_error, df,
        units::integer as units, treated::integer as treated, interval_from
      from panel.did_pooled where estimator = '${name}' and basis = 'seen on both sides'`,
  },
  notes: `
    select format('{} units are seen on one side of a start only: they count in the pooled estimate, which is one of all values. '
      || 'Of the {} units seen on both sides it is {:.4f} (standard error {:.4f}).',
      one.units, seen.units, seen.estimate, seen.standard_error) as note
    from (
      select count(distinct store_id) as units from panel.did_sides
      where not is_seen_on_both ${name === 'naive' ? 'and is_treated' : ''}
    ) as one
    join panel.did_pooled as seen on seen.basis = 'seen on both sides' and seen.estimator = '${name}'
    where one.units > 0
    union all (${windowNotes(demands.before, demands.after)} and ${demands.before < ALL})
    union all
    select 'No interval for all together: ' || (
      case when '${name}' = 'did' then 'with fewer than 5 treated units it rests on how much the others scatter, and there are too few.'
      else 'there is one value on each side.' end)
    from panel.did_pooled where basis = 'all' and estimator = '${name}' and standard_error is null`,
  path: `
    with own as (
      select months_from_start as place, avg(value) as value
      from intermediate.int_cohort_values join starts on store_id = unit and starts.start_month = int_cohort_values.start_month
      group by 1
    ),
    donors as (
      select months_from_start as place, sum(mean * units) / sum(units) as value
      from (select start_month, months_from_start, avg(value) as mean from intermediate.int_cohort_values where is_donor group by all)
      join (select start_month, count(*) as units from starts group by all) using (start_month)
      group by 1
    ),
    gap as (
      select avg(own.value) filter (place < 0) as level, avg(own.value - donors.value) filter (place < 0) as gap
      from own left join donors using (place)
    ),
    pooled as (select margin from panel.did_pooled where estimator = '${name}' and basis = 'all')
    select 'treated' as series, 'main' as look, place, value, null as low, null as high from own
    union all
    ${
      name === 'did'
        ? `select 'as the others would have it', 'expected', place, value + gap,
             case when place >= 0 then value + gap - margin end, case when place >= 0 then value + gap + margin end
           from donors, gap, pooled
           union all select 'units without a start', 'muted', place, value, null, null from donors`
        : `select 'as before', 'expected', place, level,
             case when place >= 0 then level - margin end, case when place >= 0 then level + margin end
           from own, gap, pooled`
    }`,
})

const demands = { leastBefore: 1, leastAfter: 1, before: ALL, after: ALL }

export const did = differences('did', { ...demands, needsDonors: true })
export const naive = differences('naive', { ...demands, needsDonors: false })
