import { distinct, type Fact, num, text } from '../data/fact.ts'
import { flagsQuery, monthOf, monthsOf } from '../data/flags.ts'
import { pValue, short, surveyOf, words } from '../data/metrics.ts'
import { firstDay, from, is } from '../data/query.ts'
import { Answers, Empty } from '../parts/answers.tsx'
import { Filters, Select } from '../parts/filters.tsx'
import { ActionLink, StoreLink, Tag } from '../parts/marks.tsx'
import { Panel } from '../parts/panel.tsx'
import { type Column, Table } from '../parts/table.tsx'
import type { Route } from '../route.ts'

const flagged = (month: string) =>
  from(
    'low_stores',
    'store_id store_name city state metric store_flag since_month shrunken_z mean responses',
    {
      filters: [
        is('low_stores.month', firstDay(month)),
        is('low_stores.store_flag', 'act', 'watch'),
        is('low_stores.window_months', 6),
      ],
      order: { 'low_stores.shrunken_z': 'asc' },
    },
  )

const actions = from(
  'actions',
  'action_id store_id store_name segment issue department owner_role status planned_on start_due_on timeliness days_open as_of',
  { order: { 'actions.planned_on': 'asc' } },
)

const alerts = from(
  'alerts',
  'alert_key store_id store_name kind subject flag month ended_month seen expected expected_low expected_high n p_adjusted',
  { order: { 'alerts.month': 'desc', 'alerts.p_adjusted': 'asc' }, filters: [is('alerts.is_open', true)] },
)

/** What goes on, which flagged stores nobody acts on yet, and how far each role is with its actions. */
export function Watch({ filters }: Route) {
  return (
    <Answers of={{ flags: flagsQuery, actions, alerts }}>
      {({ flags, actions: all, alerts: open }) => {
        const month = monthOf(flags, filters.month)
        const role = filters.role ?? ''
        const roles = distinct(all, 'owner_role').sort()
        return (
          <>
            <Filters>
              <Select name="month" label="Months to" value={month} choices={monthsOf(flags)} />
              <Select
                name="role"
                label="Owner"
                value={role}
                choices={[
                  { value: '', label: 'all' },
                  ...roles.map((value) => ({ value, label: words(value) })),
                ]}
              />
            </Filters>
            {month ? <Flagged month={month} actions={all} /> : <Empty>No store can be ranked yet.</Empty>}
            <Alerts rows={open} />
            <Routed rows={all.filter(({ owner_role }) => !role || owner_role === role)} />
          </>
        )
      }}
    </Answers>
  )
}

function Flagged({ month, actions: all }: { month: string; actions: Fact[] }) {
  const byStore = Map.groupBy(all, ({ store_id }) => store_id)
  const open = (store: Fact) => byStore.get(store.store_id ?? null) ?? []
  return (
    <Answers of={{ stores: flagged(month) }}>
      {({ stores }) => {
        const none = stores.filter((store) => open(store).length === 0)
        return (
          <Panel
            title="Flagged stores"
            note={`${none.length} of ${stores.length} have no action on record.`}
            facts={stores}
          >
            {stores.length === 0 ? (
              <Empty>No store is flagged in {month}.</Empty>
            ) : (
              <Table
                caption={`Stores flagged in ${month}`}
                rows={stores}
                columns={flaggedColumns(month, open)}
              />
            )}
          </Panel>
        )
      }}
    </Answers>
  )
}

const flaggedColumns = (month: string, open: (store: Fact) => Fact[]): Column[] => [
  {
    title: 'Store',
    show: (store) => <StoreLink fact={store} filters={{ month, metric: text(store.metric) }} />,
  },
  { title: 'Flag', show: ({ store_flag }) => <Tag>{store_flag}</Tag> },
  { title: 'Survey', show: ({ metric }) => surveyOf(text(metric)).name },
  { title: 'Score', number: true, show: ({ metric, mean }) => surveyOf(text(metric)).format(num(mean)) },
  { title: 'Answers', number: true, show: ({ responses }) => num(responses)?.toLocaleString('en') },
  { title: 'z', number: true, show: ({ shrunken_z }) => short(num(shrunken_z)) },
  { title: 'Since', show: ({ since_month }) => text(since_month) },
  {
    title: 'Action',
    show: (store) =>
      open(store).length === 0
        ? 'none'
        : open(store).map((action) => (
            <span key={text(action.action_id)}>
              <ActionLink fact={action} /> {words(action.status)}{' '}
            </span>
          )),
  },
]

const Alerts = ({ rows }: { rows: Fact[] }) => (
  <Panel
    title="Alerts that go on"
    note="Each as it was when it was raised: what was seen, and what 95 % of such stores would have shown."
    facts={rows}
  >
    {rows.length === 0 ? (
      <Empty>Nothing goes on.</Empty>
    ) : (
      <Table caption="Alerts that go on" rows={rows} columns={RAISED} />
    )}
  </Panel>
)

const RAISED: Column[] = [
  { title: 'Store', show: (alert) => <StoreLink fact={alert} /> },
  { title: 'Alert', show: ({ kind }) => words(kind) },
  { title: 'About', show: ({ subject }) => words(subject) },
  { title: 'Flag', show: ({ flag }) => <Tag>{flag}</Tag> },
  { title: 'Raised', show: ({ month }) => text(month) },
  { title: 'Seen', number: true, show: ({ seen }) => short(num(seen)) },
  {
    title: 'Expected',
    number: true,
    show: ({ expected_low, expected_high }) => `${short(num(expected_low))} to ${short(num(expected_high))}`,
  },
  { title: 'n', number: true, show: ({ n }) => num(n)?.toLocaleString('en') },
  { title: 'Adjusted p', number: true, show: ({ p_adjusted }) => pValue(num(p_adjusted)) },
]

const Routed = ({ rows }: { rows: Fact[] }) => (
  <Panel
    title="Actions by owner"
    note={rows[0] && `As of ${text(rows[0].as_of)}, the last day in the data.`}
    facts={rows}
  >
    {rows.length === 0 ? (
      <Empty>No action is on record.</Empty>
    ) : (
      <Table caption="Actions by owner" rows={rows} columns={ROUTED} />
    )}
  </Panel>
)

const ROUTED: Column[] = [
  { title: 'Action', show: (action) => <ActionLink fact={action} /> },
  { title: 'Owner', show: ({ owner_role }) => words(owner_role) },
  {
    title: 'Store or segment',
    show: (action) => (action.store_id ? <StoreLink fact={action} /> : text(action.segment)),
  },
  { title: 'Issue', show: ({ issue }) => text(issue) },
  { title: 'Status', show: ({ status }) => <Tag>{status}</Tag> },
  { title: 'Should begin by', show: ({ start_due_on }) => text(start_due_on) },
  { title: 'Timeliness', show: ({ timeliness }) => words(timeliness) },
  { title: 'Days open', number: true, show: ({ days_open }) => num(days_open) ?? '–' },
]
