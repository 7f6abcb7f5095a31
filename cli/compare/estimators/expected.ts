import type { Estimator } from './estimator.ts'
import { windowNotes } from './estimator.ts'

const [BEFORE, AFTER] = [12, 6]

/** What happened less what an untreated unit with the same past was expected to do: the marts' headline. */
export const expected: Estimator = {
  demands: { leastBefore: 4, leastAfter: 2, needsDonors: true, before: BEFORE, after: AFTER },
  select: ['path:models/intermediate/compare', 'cmp_replay', 'cmp_effects', 'cmp_pooled'],
  exclude: ['int_store_month_metrics', 'int_compare_windows'],
  effects: `
    select starts.unit, starts.start, effect as estimate, effect_low as low, effect_high as high, p, p_adjusted,
      before, after, change, expected_recovery, naive_change as naive, did_effect as did, smallest_effect,
      donors::integer as donors, window_before::integer as periods_before, window_after::integer as periods_after,
      coalesce(verdict, 'not judged') as verdict,
      coalesce(replace(replace(verdict_reason, 'months', 'periods'), 'stores', 'units'), 'no value around its start') as reason
    from starts
    left join marts.cmp_effects as effects on effects.action_id = starts.unit
    join intermediate.int_compare_windows as windows on starts.start_month = windows.start_month
    order by starts.place, starts.unit`,
  pooled: `
    select effect as estimate, effect_low as low, effect_high as high, p, actions::integer as units, smallest_effect
    from marts.cmp_pooled where programme = 'all'`,
  notes: windowNotes(BEFORE, AFTER),
  path: `
    with months as (
      select months_from_start as place, avg(value) as value, avg(expected_value) as expected,
        avg(unaffected_mean) as unaffected
      from intermediate.int_compare_months
      where expected_value is not null or months_from_start < 0
      group by 1
    ),
    pooled as (select max(effect_high - effect) as margin from marts.cmp_pooled where programme = 'all')
    select 'treated' as series, 'main' as look, place, value, null as low, null as high from months
    union all select 'expected path', 'expected', place, expected, expected - margin, expected + margin
    from months, pooled where expected is not null
    union all select 'units without a start', 'muted', place, unaffected, null, null from months`,
}
