import { beforeAll, describe, expect, test } from 'vitest'
import { useModels } from './models.ts'

const warehouse = useModels()
beforeAll(() => warehouse.build('int_retail_years', 'dim_dates'))

type Day = Record<string, unknown>
const day = async (date: string) =>
  (await warehouse.rows<Day>(`from marts.dim_dates where day = '${date}'`))[0] as Day

describe('the retail calendar is that of the National Retail Federation', () => {
  // First and last days of its published 4-5-4 calendars.
  test.each([
    [2006, '2006-01-29', '2007-02-03', 53],
    [2012, '2012-01-29', '2013-02-02', 53],
    [2013, '2013-02-03', '2014-02-01', 52],
    [2017, '2017-01-29', '2018-02-03', 53],
    [2018, '2018-02-04', '2019-02-02', 52],
    [2019, '2019-02-03', '2020-02-01', 52],
    [2020, '2020-02-02', '2021-01-30', 52],
    [2021, '2021-01-31', '2022-01-29', 52],
    [2022, '2022-01-30', '2023-01-28', 52],
    [2023, '2023-01-29', '2024-02-03', 53],
    [2024, '2024-02-04', '2025-02-01', 52],
    [2025, '2025-02-02', '2026-01-31', 52],
  ])('in %i: from %s to %s, %i weeks', async (year, first, last, weeks) => {
    const rows = await warehouse.rows(
      `select min(day)::varchar as first, max(day)::varchar as last, max(retail_week)::integer as weeks
       from marts.dim_dates where retail_year = ${year}`,
    )
    expect(rows).toEqual([{ first, last, weeks }])
  })

  test('in which years have a 53rd week', async () => {
    const rows = await warehouse.rows<{ years: number[] }>(
      `select list(distinct retail_year order by retail_year) as years from marts.dim_dates where retail_week = 53`,
    )
    expect(rows[0]?.years.filter((year) => year < 2055)).toEqual([
      1995, 2000, 2006, 2012, 2017, 2023, 2028, 2034, 2040, 2045, 2051,
    ])
  })

  // Periods of the calendar of 2024 (52 weeks), and the last of 2023 (53).
  test.each([
    [2024, 1, '2024-02-04', 4],
    [2024, 2, '2024-03-03', 5],
    [2024, 3, '2024-04-07', 4],
    [2024, 4, '2024-05-05', 4],
    [2024, 5, '2024-06-02', 5],
    [2024, 8, '2024-09-01', 5],
    [2024, 10, '2024-11-03', 4],
    [2024, 11, '2024-12-01', 5],
    [2024, 12, '2025-01-05', 4],
    [2023, 12, '2023-12-31', 5],
  ])('in period %i/%i, which begins on %s and has %i weeks', async (year, period, first, weeks) => {
    const rows = await warehouse.rows(
      `select min(day)::varchar as first, count(*)::integer as days from marts.dim_dates
       where retail_year = ${year} and retail_period = ${period}`,
    )
    expect(rows).toEqual([{ first, days: 7 * weeks }])
  })
})

// The restated calendar leaves out the first week of a year of 53 weeks.
test.each([
  ['a week after a year of 53 weeks with its next week', '2024-02-04', 2023, 2],
  ['a week of a plain year with the same week', '2025-02-02', 2024, 1],
  ['the 53rd week with the first of its own year', '2024-01-28', 2023, 1],
  ['a week in a year of 53 weeks with the same week', '2023-11-19', 2022, 43],
])('compares %s', async (_, date, year, week) => {
  const { comparable_week_starts_on: last } = await day(date)
  const { retail_year, retail_week } = await day(String(last))
  expect([Number(retail_year), Number(retail_week)]).toEqual([year, week])
})

test('every day is once in the calendar, in a week from Sunday to Saturday', async () => {
  const rows = await warehouse.rows(
    `select count(distinct day) = count(*) and count(*) = max(day) - min(day) + 1 as whole,
       bool_and(isodow(retail_week_starts_on) = 7 and day - retail_week_starts_on between 0 and 6) as weeks
     from marts.dim_dates`,
  )
  expect(rows).toEqual([{ whole: true, weeks: true }])
})
