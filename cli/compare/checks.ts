/** A line that cannot be used; the select gives each, with its number and what stands there. It is named, and left out. */
export interface Exclusion {
  readonly file: 'panel' | 'treated'
  readonly what: string
  readonly allowed: string
  readonly bad: string
}

/** What nothing can be compared without; the select gives what is there, where it is not enough. */
export interface Refusal {
  readonly file: 'panel' | 'treated'
  readonly what: string
  readonly allowed: string
  readonly bad: string
}

const PERIODS = 'whole numbers, or dates as 2025-01 or 2025-01-31, of one kind throughout'

/** In this order: a check sees what those before it have left. */
export const PANEL_EXCLUSIONS: readonly Exclusion[] = [
  {
    file: 'panel',
    what: 'a unit is missing',
    allowed: 'a name in every line',
    bad: 'select line, unit as got from panel_rows where unit is null',
  },
  {
    file: 'panel',
    what: 'a period is not like the others',
    allowed: PERIODS,
    bad: 'select line, period as got from panel_rows where tick is null',
  },
  {
    file: 'panel',
    what: 'a value is no number',
    allowed: 'a number with a point, or nothing where it is missing',
    bad: 'select line, value as got from panel_rows where value is not null and not coalesce(isfinite(try_cast(value as double)), false)',
  },
  {
    file: 'panel',
    what: 'n is no count',
    allowed: 'a number from 1 on, in every line or in none',
    bad: `select line, n as got from panel_rows where value is not null
      and ((n is not null and not coalesce(try_cast(n as double) >= 1, false))
        or (n is null and exists (select 1 from panel_rows where n is not null)))`,
  },
  {
    file: 'panel',
    what: 'a line is there twice',
    allowed: 'one line per unit and period; the first one counts',
    bad: `select line, unit || ', ' || period as got from panel_rows
      qualify row_number() over (partition by unit, tick, try_cast(value as double), n order by line) > 1`,
  },
  {
    file: 'panel',
    what: 'a unit has a period twice, with different values',
    allowed: 'one line per unit and period; which of them holds is not known, and none counts',
    bad: `select line, unit || ', ' || period || ': ' || coalesce(value, 'nothing') as got from panel_rows
      qualify count(*) over (partition by unit, tick) > 1`,
  },
]

const reach = `(select min(period) from places where place = 1) || ' to ' || (select period from places order by place desc limit 1)`

/** Of lines with a start; units without one count as untreated. `leastBefore` and `leastAfter`: periods around a start. */
export const treatedExclusions = (leastBefore: number, leastAfter: number): readonly Exclusion[] => [
  {
    file: 'treated',
    what: 'the panel has no such unit',
    allowed: 'units of the panel',
    bad: 'select line, unit as got from treated_rows where unit is null or unit not in (select unit from panel_rows)',
  },
  {
    file: 'treated',
    what: 'a line is there twice',
    allowed: 'one line per unit; the first one counts',
    bad: `select line, unit as got from treated_rows
      qualify row_number() over (partition by unit, tick order by line) > 1`,
  },
  {
    file: 'treated',
    what: 'a unit starts twice',
    allowed: 'one line per unit',
    bad: `select line, unit || ', ' || start as got from treated_rows qualify count(*) over (partition by unit) > 1`,
  },
  {
    file: 'treated',
    what: 'a start is no period of the panel after its first',
    allowed: 'a period of the panel, written as there',
    bad: `select line, unit || ', ' || start || ' (the panel: ' || ${reach} || ')' as got
      from treated_rows left join places using (tick) where place is null or place = 0`,
  },
  {
    file: 'treated',
    what: 'too few periods around a start to tell what was to be expected',
    allowed: `at least ${leastBefore} before it and ${leastAfter} from it on; --estimator did needs one each`,
    bad: `select line, unit || ', ' || start as got from treated_rows join places using (tick)
      where place < ${leastBefore} or place > (select max(place) + 1 - ${leastAfter} from places)`,
  },
]

export const PANEL_REFUSALS: readonly Refusal[] = [
  {
    file: 'panel',
    what: 'no line can be used',
    allowed: 'unit, period, value',
    bad: `select coalesce((select what || ': ' || coalesce(got, 'nothing') from excluded order by line limit 1), 'no lines') as got
      where not exists (select 1 from panel_rows)`,
  },
  {
    file: 'panel',
    what: 'there is one period only',
    allowed: 'periods before a start and from it on',
    bad: 'select min(period) as got from panel_rows having count(distinct tick) = 1',
  },
]

/** `needsDonors`: whether the estimator compares with units that nothing was begun at. */
export const treatedRefusals = (needsDonors: boolean): readonly Refusal[] => [
  {
    file: 'treated',
    what: 'no unit with a start can be compared',
    allowed: 'units of the panel, each with a start that is a period of the panel',
    bad: `select coalesce((select what || ': ' || coalesce(got, 'nothing') from excluded where file = 'treated' order by line limit 1), 'no lines') as got
      where not exists (select 1 from treated_rows)`,
  },
  {
    file: 'treated',
    what: 'no unit is left untreated',
    allowed:
      'units in the panel that are not in this file: they say what would have been. Only --estimator naive needs none',
    bad: `select count(*)::varchar || ' units, all with a start' as got from treated_rows where ${needsDonors}
      having ${needsDonors} and not exists (select 1 from panel_rows where value is not null
        and unit not in (select unit from treated_rows) and unit not in (from set_aside))`,
  },
]
