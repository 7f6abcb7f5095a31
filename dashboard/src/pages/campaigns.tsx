import { IntervalChart } from '../charts/intervals.tsx'
import { type Fact, num, text } from '../data/fact.ts'
import { money, percent, short, words } from '../data/metrics.ts'
import { from, is } from '../data/query.ts'
import { Answers, Empty } from '../parts/answers.tsx'
import { Tag } from '../parts/marks.tsx'
import { Panel } from '../parts/panel.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { href, type Route } from '../route.ts'

const campaigns = from(
  'campaigns',
  'campaign_id name channel kind started_on ended_on cost currency contacted responses response_rate response_rate_low response_rate_high conversions is_measured not_measured_reason customers_compared incremental_sales net net_low net_high roi roi_low roi_high',
  { order: { 'campaigns.started_on': 'desc' } },
)

const milestones = (id: string) =>
  from('campaign_progress', 'milestone due_on measure target value value_low value_high attained status', {
    filters: [is('campaign_progress.campaign_id', id)],
    order: { 'campaign_progress.due_on': 'asc' },
  })

/** What campaigns cost and brought; and one of them milestone by milestone. */
export function Campaigns({ id }: Route) {
  return (
    <Answers of={{ campaigns }}>
      {({ campaigns: rows }) => {
        const one = rows.find((row) => row.campaign_id === id)
        if (rows.length === 0) return <Empty>No campaign is on record.</Empty>
        if (id && !one) return <Empty>No campaign has the id {id}.</Empty>
        return one ? <One campaign={one} /> : <All rows={rows} />
      }}
    </Answers>
  )
}

const All = ({ rows }: { rows: Fact[] }) => (
  <>
    <Panel title="Return by campaign" note={NOTE} facts={rows}>
      <IntervalChart
        label="ROI by campaign"
        format={percent}
        reference={{ value: 0, name: 'paid back' }}
        estimates={rows.map((row) => ({
          label: text(row.name) || text(row.campaign_id),
          value: num(row.roi),
          low: num(row.roi_low),
          high: num(row.roi_high),
          n: num(row.customers_compared),
        }))}
      />
    </Panel>
    <Panel title="Campaigns" facts={rows}>
      <Table caption="Campaigns, the latest first" rows={rows} columns={COLUMNS} />
    </Panel>
  </>
)

const NOTE =
  'ROI with 95 % intervals: incremental sales × gross margin less the cost, ÷ cost. Incremental is what contacted customers spent beyond others of their kind.'

function One({ campaign }: { campaign: Fact }) {
  return (
    <>
      <p class="about">
        <a href={href('campaigns')}>All campaigns</a> · {text(campaign.name)} · {words(campaign.channel)} ·{' '}
        {text(campaign.started_on)} to {text(campaign.ended_on) || 'today'}
      </p>
      <Answers of={{ progress: milestones(text(campaign.campaign_id)) }}>
        {({ progress }) => (
          <Panel title="Milestones" note="Value against target on the day that it was due." facts={progress}>
            {progress.length === 0 ? (
              <Empty>This campaign has no milestones.</Empty>
            ) : (
              <Table caption="Milestones" rows={progress} columns={MILESTONES} />
            )}
          </Panel>
        )}
      </Answers>
    </>
  )
}

const between = (row: Fact, name: string) =>
  num(row[name]) === null
    ? '–'
    : `${percent(num(row[name]))} (${percent(num(row[`${name}_low`]))} to ${percent(num(row[`${name}_high`]))})`

const COLUMNS: Column[] = [
  {
    title: 'Campaign',
    show: ({ campaign_id, name }) => (
      <a href={href('campaigns', text(campaign_id))}>{text(name) || text(campaign_id)}</a>
    ),
  },
  { title: 'Channel', show: ({ channel }) => words(channel) },
  { title: 'Cost', number: true, show: ({ cost, currency }) => money(currency)(num(cost)) },
  { title: 'Contacted', number: true, show: ({ contacted }) => num(contacted)?.toLocaleString('en') ?? '–' },
  { title: 'Response rate (95 %)', number: true, show: (row) => between(row, 'response_rate') },
  {
    title: 'Conversions',
    number: true,
    show: ({ conversions }) => num(conversions)?.toLocaleString('en') ?? '–',
  },
  { title: 'ROI (95 %)', number: true, show: (row) => between(row, 'roi') },
  { title: 'Why not measured', show: ({ not_measured_reason }) => text(not_measured_reason) },
]

const MILESTONES: Column[] = [
  { title: 'Milestone', show: ({ milestone }) => words(milestone) },
  { title: 'Due', show: ({ due_on }) => text(due_on) },
  { title: 'Measure', show: ({ measure }) => words(measure) },
  { title: 'Target', number: true, show: ({ target }) => short(num(target)) },
  {
    title: 'Value (95 %)',
    number: true,
    show: ({ value, value_low, value_high }) =>
      num(value_low) === null
        ? short(num(value))
        : `${short(num(value))} (${short(num(value_low))} to ${short(num(value_high))})`,
  },
  { title: 'Attained', number: true, show: ({ attained }) => percent(num(attained)) },
  { title: 'Status', show: ({ status }) => <Tag>{status}</Tag> },
]
