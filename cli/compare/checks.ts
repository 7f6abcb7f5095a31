/** What a panel must be; each select gives the first bad line, what is there, and how many such lines there are. */
export interface Check {
  readonly file: 'panel' | 'treated'
  readonly what: string
  readonly allowed: string
  readonly bad: string
}

const PERIODS = 'whole numbers, or dates as 2025-01 or 2025-01-31, of one kind throughout'
const isWhole = (column: string) => `regexp_full_match(${column}, '-?\\d{1,9}')`

export const CHECKS: readonly Check[] = [
  {
    file: 'panel',
    what: 'a unit is missing',
    allowed: 'a name in every line',
    bad: 'select line, unit as got from panel_rows where unit is null',
  },
  {
    file: 'panel',
    what: 'a period is neither a whole number nor a date',
    allowed: PERIODS,
    bad: `with kinds as (select mode(${isWhole('period')}) as whole from panel_rows)
      select line, period as got from panel_rows, kinds
      where period is null or (whole and not ${isWhole('period')}) or (not whole and day_of(period) is null)`,
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
    bad: `select line, n as got from panel_rows where (n is not null and not coalesce(try_cast(n as double) >= 1, false))
      or (n is null and exists (select 1 from panel_rows where n is not null))`,
  },
  {
    file: 'panel',
    what: 'a unit has a period twice',
    allowed: 'one line per unit and period',
    bad: `select line, unit || ', ' || period as got from panel_rows
      qualify row_number() over (partition by unit, period order by line) > 1`,
  },
  {
    file: 'panel',
    what: 'there is one period only',
    allowed: 'at least 4 periods before a start and 2 from it on',
    bad: 'select min(line) as line, min(period) as got from panel_rows having count(distinct period) = 1',
  },
  {
    file: 'treated',
    what: 'the panel has no such unit',
    allowed: 'units of the panel',
    bad: 'select line, unit as got from treated_rows where unit is null or unit not in (select unit from panel_rows)',
  },
  {
    file: 'treated',
    what: 'a unit starts twice',
    allowed: 'one line per unit',
    bad: 'select line, unit as got from treated_rows qualify row_number() over (partition by unit order by line) > 1',
  },
  {
    file: 'treated',
    what: 'a start lies outside the panel',
    allowed: 'a period of the panel after its first, written as there',
    bad: `select line, start as got from treated_rows left join places on start = period
      where place is null or place = 0`,
  },
  {
    file: 'treated',
    what: 'too few periods around a start to tell what was to be expected',
    allowed: 'at least 4 periods before a start and 2 from it on',
    bad: `select line, start as got from treated_rows join places on start = period
      where place < 4 or place > (select max(place) - 1 from places)`,
  },
  {
    file: 'treated',
    what: 'no unit is left untreated',
    allowed: 'units in the panel that are not in this file: they say what would have been',
    bad: `select 1 as line, count(*)::varchar as got from treated_rows
      having not exists (select 1 from panel_rows where unit not in (select unit from treated_rows))`,
  },
]
