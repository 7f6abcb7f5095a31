import { type Fact, num, text } from '../data/fact.ts'
import { flagsQuery, monthOf, monthsOf, surveyIn } from '../data/flags.ts'
import { surveyOf, surveys, words } from '../data/metrics.ts'
import { firstDay, from, is } from '../data/query.ts'
import { Answers, Empty } from '../parts/answers.tsx'
import { Figure, Figures } from '../parts/figure.tsx'
import { Filters, Select } from '../parts/filters.tsx'
import { Tag } from '../parts/marks.tsx'
import { Panel } from '../parts/panel.tsx'
import { href, type Route } from '../route.ts'
import { StoreActions } from './store/actions.tsx'
import { StoreBenchmark } from './store/benchmark.tsx'
import { Departments } from './store/departments.tsx'
import { StoreFactors } from './store/factors.tsx'
import { StoreTrend } from './store/trend.tsx'

const LOW = 'window_months mean peer_mean responses shrunken_z p_adjusted months_below flag since_month'
const ABOUT = 'store_name city state country format floor_area_sqft opened_on'

/** One store: how low it is, since when, where in the store, what is unlike elsewhere, and what is done. */
export function Store({ id = '', filters }: Route) {
  const about = from('store_performance', ABOUT, { filters: [is('store_performance.store_id', id)] })
  return (
    <Answers of={{ about, flags: flagsQuery }}>
      {({ about: [store], flags }) => {
        if (!store) return <Empty>There is no store {id}, or it is not among yours.</Empty>
        const month = monthOf(flags, filters.month)
        const survey = surveyIn(flags, month, filters.metric) || 'csat'
        const place = { id, month, survey }
        return (
          <>
            <About store={store} id={id} />
            <Filters>
              <Select name="month" label="Months to" value={month} choices={monthsOf(flags)} />
              <Select
                name="metric"
                label="Survey"
                value={survey}
                choices={Object.entries(surveys).map(([value, { name }]) => ({ value, label: name }))}
              />
            </Filters>
            <Standing {...place} />
            <StoreBenchmark id={id} month={month} />
            <Departments {...place} department={filters.department} />
            <StoreFactors {...place} />
            <StoreActions id={id} />
            <StoreTrend id={id} survey={survey} />
          </>
        )
      }}
    </Answers>
  )
}

const About = ({ store, id }: { store: Fact; id: string }) => (
  <p class="about">
    <a href={href('stores')}>All stores</a> · {id} ·{' '}
    {[store.city, store.state, store.country].filter(Boolean).join(', ')}
    {store.format && ` · ${words(store.format)}`}
    {store.floor_area_sqft && ` · ${num(store.floor_area_sqft)?.toLocaleString('en')} sq ft`}
    {store.opened_on && ` · open since ${text(store.opened_on).slice(0, 4)}`}
  </p>
)

export type Place = { id: string; month: string; survey: string }

function Standing({ id, month, survey }: Place) {
  const { name, format } = surveyOf(survey)
  if (!month) return <Empty>No store can be ranked yet.</Empty>
  const query = from('low_stores', LOW, {
    filters: [
      is('low_stores.store_id', id),
      is('low_stores.month', firstDay(month)),
      is('low_stores.metric', survey),
    ],
    order: { 'low_stores.window_months': 'desc' },
  })
  return (
    <Answers of={{ low: query }}>
      {({ low }) => (
        <Panel title="Beside its peers" facts={low} note={low[0] && why(low[0])}>
          {low.length === 0 && <Empty>Fewer than five answers: no score is shown.</Empty>}
          <Figures>
            {low.map((row) => (
              <Figure
                name={`${name}, ${row.window_months} months`}
                value={num(row.mean)}
                n={num(row.responses)}
                format={format}
                key={text(row.window_months)}
              >
                <span>peers {format(num(row.peer_mean))}</span>
                {row.flag !== 'none' && <Tag>{row.flag}</Tag>}
              </Figure>
            ))}
          </Figures>
        </Panel>
      )}
    </Answers>
  )
}

/** In words why the store is flagged, or that it is not. */
function why({ flag, shrunken_z, months_below, since_month }: Fact) {
  const z = num(shrunken_z) ?? 0
  const lies = `${Math.abs(z).toFixed(1)} standard deviations ${z < 0 ? 'below' : 'above'} its peers`
  if (flag === 'none') return `Not flagged: ${lies}, which chance alone can do, or too few low months.`
  return `Flagged since ${text(since_month)}: ${lies}, and low in ${months_below} of the last 3 months.`
}
