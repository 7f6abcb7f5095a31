import { LineChart } from '../charts/line.tsx'
import { type Fact, num, text } from '../data/fact.ts'
import { percent, short, surveyOf, surveys } from '../data/metrics.ts'
import { Answers, Empty } from '../parts/answers.tsx'
import { Figure, Figures } from '../parts/figure.tsx'
import { Filters, Select } from '../parts/filters.tsx'
import { Panel } from '../parts/panel.tsx'
import type { Route } from '../route.ts'
import { queries } from './overview/queries.ts'
import { ToDo } from './overview/to-do.tsx'

export function Overview({ filters }: Route) {
  const period = filters.period === 'quarter' ? 'quarter' : 'month'
  return (
    <>
      <Filters>
        <Select name="period" label="Scores by" value={period} choices={['month', 'quarter']} />
        <Select
          name="metric"
          label="Trend of"
          value={filters.metric ?? 'csat'}
          choices={Object.entries(surveys).map(([value, { name }]) => ({ value, label: name }))}
        />
      </Filters>
      <Answers of={queries(period)}>
        {({ scores, churn, company, flags }) =>
          company.length + scores.length === 0 ? (
            <Empty>
              The warehouse holds no month yet. Land extracts and build: npx cx land, npx cx build.
            </Empty>
          ) : (
            <>
              <Now scores={scores} churn={churn} company={company} period={period} />
              <Trend scores={scores} metric={filters.metric} />
              <ToDo flags={flags} />
            </>
          )
        }
      </Answers>
    </>
  )
}

type Facts = Record<'scores' | 'churn' | 'company', Fact[]> & { period: string }

function Now({ scores, churn, company, period }: Facts) {
  const [score, month, lost] = [scores.at(-1), company.at(-1), churn.at(-1)]
  const kept = text(lost?.basis) === 'contractual' ? 'a contract ended' : 'no order for too long'
  return (
    <Panel
      title="Where we stand"
      note={`Scores of the ${period} of ${text(score?.starts_on).slice(0, 7)}; the rest of ${text(month?.month)}.`}
      facts={scores}
    >
      <Figures>
        {Object.values(surveys).map(({ name, column, n, format }) => (
          <Figure
            name={name}
            value={num(score?.[column])}
            low={num(score?.[`${column}_low`])}
            high={num(score?.[`${column}_high`])}
            n={num(score?.[n])}
            format={format}
            key={name}
          />
        ))}
        <Figure
          name={`Churn (${kept})`}
          value={num(lost?.churn_rate)}
          low={num(lost?.churn_rate_low)}
          high={num(lost?.churn_rate_high)}
          n={num(lost?.customers_start)}
          of="customers"
          format={percent}
        />
        <Figure name="Sales" value={num(month?.sales)} format={short}>
          <span>{short(num(month?.sales_per_sqft))} per square foot</span>
          <span>{short(num(month?.orders))} orders</span>
        </Figure>
        <Figure
          name="Response rate"
          value={num(month?.response_rate)}
          low={num(month?.response_rate_low)}
          high={num(month?.response_rate_high)}
          n={num(month?.response_rate_n)}
          of="invitations"
          format={percent}
        />
      </Figures>
    </Panel>
  )
}

function Trend({ scores, metric }: { scores: Fact[]; metric: string | undefined }) {
  const { name, column, n, format } = surveyOf(metric)
  const points = scores.map((fact) => ({
    x: text(fact.starts_on).slice(0, 7),
    y: num(fact[column]),
    low: num(fact[`${column}_low`]),
    high: num(fact[`${column}_high`]),
    n: num(fact[n]),
  }))
  return (
    <Panel title={`${name} over time`} note="The whole company, with 95 % intervals." facts={scores}>
      <LineChart label={`${name} over time`} format={format} series={[{ name, look: 'main', points }]} />
    </Panel>
  )
}
