import { LineChart, type Series } from '../../charts/line.tsx'
import { type Fact, num, text } from '../../data/fact.ts'
import { changeFormat, levelFormat, words } from '../../data/metrics.ts'
import { from, is } from '../../data/query.ts'
import { Answers } from '../../parts/answers.tsx'
import { Panel } from '../../parts/panel.tsx'
import { type Column, Table } from '../../parts/table.tsx'

const MONTHS =
  'months_from_start month value n expected_value unaffected_mean unaffected_stores nearest_ten_mean gap gap_change'

/** The store beside its expected path and the stores that were not treated. */
export function MonthByMonth({ id, metric }: { id: string; metric: string }) {
  const query = from('before_after', MONTHS, {
    filters: [is('before_after.action_id', id), is('before_after.metric', metric)],
    order: { 'before_after.months_from_start': 'asc' },
  })
  return (
    <Answers of={{ months: query }}>
      {({ months }) => (
        <Panel title="Month by month" note="Month 0 is the month in which the action began." facts={months}>
          <LineChart
            label={`${words(metric)} month by month`}
            format={levelFormat(metric)}
            begins="0"
            series={lines(months)}
          />
          <Table caption="The store's gap to untreated stores" rows={months} columns={columns(metric)} />
        </Panel>
      )}
    </Answers>
  )
}

function lines(months: Fact[]): Series[] {
  const line = (name: string, look: Series['look'], column: string): Series => ({
    name,
    look,
    points: months.map((month) => ({
      x: text(month.months_from_start),
      y: num(month[column]),
      ...(column === 'value' && { n: num(month.n) }),
    })),
  })
  return [
    line('this store', 'main', 'value'),
    line('expected of it', 'expected', 'expected_value'),
    line('ten nearest untreated stores', 'faint', 'nearest_ten_mean'),
    line('all untreated stores', 'muted', 'unaffected_mean'),
  ]
}

function columns(metric: string): Column[] {
  const level = levelFormat(metric)
  // A gap between levels has their unit, also where effects are shares.
  const gap = changeFormat(metric === 'queue_seconds' ? 'seconds' : 'points', metric)
  const shown = (title: string, name: string, format = level): Column => ({
    title,
    number: true,
    show: (row) => format(num(row[name])),
  })
  return [
    {
      title: 'Month',
      show: ({ months_from_start: m, month }) => `${text(month)} (${Number(m) > 0 ? '+' : ''}${text(m)})`,
    },
    shown('This store', 'value'),
    { title: 'n', number: true, show: ({ n }) => num(n)?.toLocaleString('en') ?? '–' },
    shown('Expected', 'expected_value'),
    shown('Untreated', 'unaffected_mean'),
    shown('Gap', 'gap', gap),
    shown('Change of the gap', 'gap_change', gap),
  ]
}
