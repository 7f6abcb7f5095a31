import { IntervalChart } from '../charts/intervals.tsx'
import { type Fact, num, text } from '../data/fact.ts'
import { money, percent } from '../data/metrics.ts'
import { from } from '../data/query.ts'
import type { Assumptions } from '../data/returns.ts'
import { Answers, Empty } from '../parts/answers.tsx'
import { ActionLink, StoreLink, Tag } from '../parts/marks.tsx'
import { Panel } from '../parts/panel.tsx'
import { type Column, Table } from '../parts/table.tsx'
import type { Filters, Route } from '../route.ts'
import { OneReturn } from './roi/one-return.tsx'

const ENDS = ['incremental_sales', 'incremental_margin', 'net', 'roi', 'npv'].flatMap((name) => [
  name,
  `${name}_low`,
  `${name}_high`,
])

const query = from(
  'roi',
  `action_id store_id store_name issue status is_measured not_measured_reason not_judged_reason cost currency months_after gross_margin_rate gross_margin_source payback_months horizon_months npv_at_horizon ${ENDS.join(' ')}`,
  { order: { 'roi.action_id': 'asc' } },
)

/** From cost to return: every action, and one of them as a bridge under assumptions that may be changed. */
export function Roi({ id, filters }: Route) {
  return (
    <Answers of={{ returns: query }}>
      {({ returns }) => {
        if (returns.length === 0) return <Empty>No action is on record.</Empty>
        const one = returns.find((row) => row.action_id === id)
        if (id && !one) return <Empty>No action has the id {id}.</Empty>
        return one ? <OneReturn stored={one} given={assumptions(filters)} /> : <All returns={returns} />
      }}
    </Answers>
  )
}

/** From the address; what is no number counts as not given. */
function assumptions(filters: Filters): Assumptions {
  const number = (name: string, scale = 1) => {
    const value = filters[name] ? Number(filters[name]) / scale : Number.NaN
    return Number.isFinite(value) && value >= 0 ? value : undefined
  }
  return {
    margin: number('margin', 100),
    cost: number('cost'),
    rate: number('rate', 100),
    horizon: number('horizon'),
  }
}

function All({ returns }: { returns: Fact[] }) {
  const measured = returns.filter(({ is_measured }) => is_measured === true)
  const currencies = [...new Set(measured.map(({ currency }) => text(currency)))]
  return (
    <>
      {currencies.map((currency) => (
        <Panel title={`Net return by action (${currency})`} note={NET} facts={measured} key={currency}>
          <IntervalChart
            label={`Net return by action in ${currency}`}
            format={money(currency)}
            reference={{ value: 0, name: 'paid back' }}
            estimates={measured
              .filter((row) => row.currency === currency)
              .map((row) => ({
                label: `${row.action_id} · ${row.store_name ?? row.store_id}`,
                value: num(row.net),
                low: num(row.net_low),
                high: num(row.net_high),
              }))}
          />
        </Panel>
      ))}
      <Panel
        title="Cost and return"
        note="Rejected and proposed actions, too, with the reason why nothing is measured."
        facts={returns}
      >
        <Table caption="Cost and return by action" rows={returns} columns={COLUMNS} />
      </Panel>
    </>
  )
}

const NET =
  'Incremental margin of the months measured less the cost, with 95 % intervals that follow from the effect on sales.'

const COLUMNS: Column[] = [
  { title: 'Action', show: (row) => <ActionLink fact={row} page="roi" /> },
  { title: 'Store', show: (row) => <StoreLink fact={row} /> },
  { title: 'Issue', show: ({ issue }) => text(issue) },
  { title: 'Status', show: ({ status }) => <Tag>{status}</Tag> },
  { title: 'Cost', number: true, show: ({ cost, currency }) => money(currency)(num(cost)) },
  { title: 'Months', number: true, show: ({ months_after }) => num(months_after) ?? '–' },
  {
    title: 'ROI (95 %)',
    number: true,
    show: (row) =>
      num(row.roi) === null
        ? '–'
        : `${percent(num(row.roi))} (${percent(num(row.roi_low))} to ${percent(num(row.roi_high))})`,
  },
  {
    title: 'Paid back after',
    number: true,
    show: ({ payback_months: m }) => (num(m) === null ? '–' : `${m} months`),
  },
  { title: 'Why not measured', show: ({ not_measured_reason }) => text(not_measured_reason) },
]
