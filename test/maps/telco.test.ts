import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { snapshot } from '../lambdas/land/lab.ts'
import { realData } from '../real-data.ts'
import { mappedLake } from './mapped-lake.ts'

const folder = realData('telco')

/** What lifelines says of the same files (test/references/statistics.py). */
const REFERENCES = join(import.meta.dirname, '../references/telco-survival.csv')

describe.skipIf(!folder)('The telecom sample through the warehouse', () => {
  const telco = mappedLake(folder ?? '', 'telco')
  beforeAll(() => telco.landAndBuild())

  it('accounts for every row of every extract', async () => {
    expect(await telco.counts()).toEqual({
      customers: [7043, 7043, 0, 0],
      survey_answers: [7043, 7043, 0, 0],
    })
  })

  it('shows the published churn of 26.54 % in the month in which they left', async () => {
    const [direct] = await telco.files<{ customers: number; lost: number }>(
      `select cast(count(*) as integer) as customers,
         cast(count(*) filter ("Churn Label" = 'true') as integer) as lost from {status}`,
    )
    const [september] = await telco.marts(
      `select customers_start, customers_new, customers_lost, round(100 * churn_rate, 2) as churn_percent
       from marts.churn_months where basis = 'contractual' and month = date '2018-09-01'`,
    )
    expect(direct).toEqual({ customers: 7043, lost: 1869 })
    expect(september).toEqual({
      ...{ customers_start: '7043', customers_new: '0', customers_lost: '1869', churn_percent: 26.54 },
    })
  })

  it('wins every customer in the month that tenure says', async () => {
    const won = await telco.marts(
      `select strftime(month, '%Y-%m') as month, customers_new as customers from marts.churn_months
       where basis = 'contractual' and customers_new > 0 order by month`,
    )
    const direct = await telco.files(
      `select strftime(make_date(2018, 9, 1) - interval (cast("Tenure in Months" as integer)) month, '%Y-%m') as month,
         count(*) as customers from {services} group by month order by month`,
    )
    expect(won).toEqual(direct)
  })

  it("keeps customers as lifelines' Kaplan-Meier curves do, interval and all, at every time", async () => {
    // A customer of so many months joined that long before 1 September and was seen until the 30th.
    const day = `datediff('day', date '2018-09-01' - to_months(month::integer), date '2018-09-30')`
    const [compared] = await telco.marts(
      `select count(*)::integer as times, count(mart.day)::integer as found,
         count_if(mart.at_risk <> lifelines.at_risk or mart.customers_lost <> lifelines.lost)::integer as miscounted,
         max(greatest(abs(mart.survival - lifelines.survival), abs(mart.survival_low - lifelines.low),
           abs(mart.survival_high - lifelines.high))) < 1e-9 as agrees,
         (select count(*)::integer from marts.survival_curves
          where basis = 'contractual' and kind in ('all', 'gender')) as rows
       from read_csv('${REFERENCES}', all_varchar = false) as lifelines
       left join marts.survival_curves as mart on mart.basis = 'contractual' and mart.kind = lifelines.kind
         and mart.segment = lifelines.segment and mart.day = ${day}`,
    )
    expect(compared).toEqual({ times: 216, found: 216, miscounted: 0, agrees: true, rows: 216 })
  })

  it('gives the mean satisfaction and the reasons for leaving as the files have them', async () => {
    const [csat] = await telco.marts<{ mean: number; n: string }>(
      'select csat_mean as mean, csat_n as n from marts.kpi_company_months where csat_n > 0',
    )
    const [direct] = await telco.files<{ mean: number; n: string }>(
      'select avg(cast("Satisfaction Score" as double)) as mean, count(*) as n from {status}',
    )
    expect(csat?.n).toBe(direct?.n)
    expect(csat?.mean).toBeCloseTo(direct?.mean ?? 0, 9)
    const reasons = (column: string, from: string) =>
      `select ${column} as reason, count(*) as customers from ${from} where reason is not null group by reason order by reason`
    expect(await telco.marts(reasons('leave_reason', 'marts.dim_customers'))).toEqual(
      await telco.files(reasons('"Churn Reason"', '{status}')),
    )
  })

  it('changes nothing when it lands again', async () => {
    const before = await snapshot(telco.context.lake)
    expect((await telco.land()).landed.every(({ already }) => already)).toBe(true)
    expect(await snapshot(telco.context.lake)).toEqual(before)
  })
})
