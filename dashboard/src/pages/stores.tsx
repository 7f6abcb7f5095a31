import { Ranks } from '../charts/ranks.tsx'
import { distinct, type Fact, num, text } from '../data/fact.ts'
import { flagsQuery, monthOf, monthsOf, surveyIn } from '../data/flags.ts'
import { pValue, type Survey, short, surveyOf, surveys } from '../data/metrics.ts'
import { firstDay, from, is } from '../data/query.ts'
import { Answers, Empty } from '../parts/answers.tsx'
import { Filters, Search, Select } from '../parts/filters.tsx'
import { StoreLink, Tag } from '../parts/marks.tsx'
import { Panel } from '../parts/panel.tsx'
import { type Column, Table } from '../parts/table.tsx'
import type { Filters as Given, Route } from '../route.ts'
import { Drivers } from './stores/drivers.tsx'

const RANKED =
  'store_id store_name city state metric mean peer_mean responses shrunken_z p_adjusted months_below flag since_month'

/** Every store beside its peers, the lowest first; those to act on, and what these have in common. */
export function Stores({ filters }: Route) {
  return (
    <Answers of={{ flags: flagsQuery }}>
      {({ flags }) => {
        const month = monthOf(flags, filters.month)
        if (!month) return <Empty>No store has five answers in three months: none can be ranked yet.</Empty>
        const survey = surveyIn(flags, month, filters.metric)
        const window = filters.window === '3' ? '3' : '6'
        const query = from('low_stores', RANKED, {
          filters: [
            is('low_stores.month', firstDay(month)),
            is('low_stores.metric', survey),
            is('low_stores.window_months', Number(window)),
          ],
          order: { 'low_stores.shrunken_z': 'asc', 'low_stores.store_id': 'asc' },
        })
        return (
          <Answers of={{ ranked: query }}>
            {({ ranked }) => (
              <>
                <Choices {...{ flags, ranked, month, survey, window, filters }} />
                <List
                  ranked={ranked}
                  survey={surveyOf(survey)}
                  filters={{ ...filters, month, metric: survey }}
                />
                <Drivers month={month} survey={survey} />
              </>
            )}
          </Answers>
        )
      }}
    </Answers>
  )
}

type Chosen = { flags: Fact[]; ranked: Fact[]; month: string; survey: string; window: string; filters: Given }

function Choices({ flags, ranked, month, survey, window, filters }: Chosen) {
  const all = { value: '', label: 'all' }
  const inMonth = distinct(
    flags.filter((flag) => flag.month === month),
    'metric',
  )
  return (
    <Filters>
      <Select name="month" label="Months to" value={month} choices={monthsOf(flags)} />
      <Select
        name="metric"
        label="Survey"
        value={survey}
        choices={inMonth.map((value) => ({ value, label: surveys[value]?.name ?? value }))}
      />
      <Select name="window" label="Months pooled" value={window} choices={['6', '3']} />
      <Select
        name="state"
        label="State"
        value={filters.state ?? ''}
        choices={[all, ...distinct(ranked, 'state').sort()]}
      />
      <Select name="flag" label="Flag" value={filters.flag ?? ''} choices={[all, 'act', 'watch']} />
      <Search name="q" label="Store or city" value={filters.q} />
    </Filters>
  )
}

function List({ ranked, survey, filters }: { ranked: Fact[]; survey: Survey; filters: Given }) {
  const shown = ranked.filter(wanted(filters))
  const act = shown.filter(({ flag }) => flag === 'act').length
  const peers = num(ranked[0]?.peer_mean)
  const label = `${shown.length} stores in the order of ${survey.name}, ${act} of them to act on; peers ${survey.format(peers)}`
  return (
    <Panel title={`${act} stores to act on`} note={WHY} facts={shown}>
      {shown.length === 0 ? (
        <Empty>No store fits these filters.</Empty>
      ) : (
        <>
          <Ranks
            label={label}
            format={survey.format}
            middle={peers}
            ranked={shown.map(({ mean, flag }) => ({ value: num(mean) ?? 0, flag: text(flag) }))}
          />
          <Table
            caption={`Stores by ${survey.name}, the lowest first`}
            rows={shown}
            columns={columns(survey, filters)}
          />
        </>
      )}
    </Panel>
  )
}

const WHY =
  'Act: the chance that a store like the others scores this low is at most 10 % after correction for all stores, and it was low in two of the last three months. Watch: the same at 20 %. A score on few answers counts for less (z). Stores with fewer than five answers are not ranked.'

function wanted({ state, flag, q = '' }: Given) {
  const sought = q.toLowerCase()
  return (store: Fact) =>
    (!state || store.state === state) &&
    (!flag || store.flag === flag) &&
    `${store.store_id} ${store.store_name} ${store.city}`.toLowerCase().includes(sought)
}

function columns({ name, format }: Survey, { month, metric }: Given): Column[] {
  return [
    { title: 'Store', show: (fact) => <StoreLink fact={fact} filters={{ month, metric }} /> },
    { title: 'City', show: ({ city, state }) => [city, state].filter(Boolean).join(', ') },
    { title: 'Flag', show: ({ flag }) => (flag === 'none' ? '' : <Tag>{flag}</Tag>) },
    { title: name, number: true, show: ({ mean }) => format(num(mean)) },
    { title: 'Peers', number: true, show: ({ peer_mean }) => format(num(peer_mean)) },
    { title: 'Answers', number: true, show: ({ responses }) => num(responses)?.toLocaleString('en') },
    { title: 'z', number: true, show: ({ shrunken_z }) => short(num(shrunken_z)) },
    { title: 'Adjusted p', number: true, show: ({ p_adjusted }) => pValue(num(p_adjusted)) },
    { title: 'Low months of 3', number: true, show: ({ months_below }) => num(months_below) },
    { title: 'Flagged since', show: ({ since_month }) => text(since_month) || '–' },
  ]
}
