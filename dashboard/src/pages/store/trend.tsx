import { LineChart } from '../../charts/line.tsx'
import { type Fact, num, text } from '../../data/fact.ts'
import { type Survey, surveyOf } from '../../data/metrics.ts'
import { from, is, members } from '../../data/query.ts'
import { Answers } from '../../parts/answers.tsx'
import { Panel } from '../../parts/panel.tsx'

/** The store quarter by quarter beside the whole company: months have too few answers at most stores. */
export function StoreTrend({ id, survey: name }: { id: string; survey: string }) {
  const survey = surveyOf(name)
  const { column, n } = survey
  const ask = (area: string, more: ReturnType<typeof is>[]) =>
    from('feedback', 'starts_on', {
      measures: members('feedback', `${column} ${column}_low ${column}_high ${n}`),
      filters: [
        is('feedback.period', 'quarter'),
        is('feedback.area', area),
        is('feedback.detail', 'all'),
        ...more,
      ],
      order: { 'feedback.starts_on': 'asc' },
    })
  return (
    <Answers of={{ store: ask('store', [is('feedback.store_id', id)]), company: ask('company', []) }}>
      {({ store, company }) => (
        <Panel title={`${survey.name} by quarter`} note="With 95 % intervals." facts={store}>
          <LineChart
            label={`${survey.name} by quarter`}
            format={survey.format}
            series={[
              { name: 'this store', look: 'main', points: points(store, survey) },
              { name: 'whole company', look: 'muted', points: points(company, survey) },
            ]}
          />
        </Panel>
      )}
    </Answers>
  )
}

const points = (facts: Fact[], { column, n }: Survey) =>
  facts.map((fact) => ({
    x: text(fact.starts_on).slice(0, 7),
    y: num(fact[column]),
    low: num(fact[`${column}_low`]),
    high: num(fact[`${column}_high`]),
    n: num(fact[n]),
  }))
