import { flagsQuery } from '../../data/flags.ts'
import { from, is, members } from '../../data/query.ts'

const SCORES =
  'nps nps_low nps_high nps_n csat_mean csat_mean_low csat_mean_high csat_n ces_mean ces_mean_low ces_mean_high ces_n'

/** All that the first page asks, by the period of its scores. */
export const queries = (period: string) => ({
  scores: from('feedback', 'starts_on', {
    measures: members('feedback', SCORES),
    filters: [is('feedback.period', period), is('feedback.area', 'company'), is('feedback.detail', 'all')],
    order: { 'feedback.starts_on': 'asc' },
  }),
  churn: from(
    'customers_and_churn',
    'month basis churn_rate churn_rate_low churn_rate_high customers_start',
    {
      order: { 'customers_and_churn.month': 'asc' },
    },
  ),
  company: from('company_performance', 'month', {
    measures: members(
      'company_performance',
      'sales orders sales_per_sqft response_rate response_rate_low response_rate_high response_rate_n',
    ),
    order: { 'company_performance.month': 'asc' },
  }),
  flags: flagsQuery,
})
