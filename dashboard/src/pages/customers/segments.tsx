import { IntervalChart } from '../../charts/intervals.tsx'
import { type Fact, num, text } from '../../data/fact.ts'
import { type Format, percent, surveys, words } from '../../data/metrics.ts'
import { firstDay, from, is } from '../../data/query.ts'
import { Answers, Empty } from '../../parts/answers.tsx'
import { Filters, Select } from '../../parts/filters.tsx'
import { Panel } from '../../parts/panel.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import type { Filters as Given } from '../../route.ts'

type Measure = { name: string; column: string; n: string; of: string; format: Format }
const measures: Record<string, Measure> = {
  churn: { name: 'Churn rate', column: 'churn_rate', n: 'customers_start', of: 'customers', format: percent },
  ...Object.fromEntries(Object.entries(surveys).map(([key, survey]) => [key, { ...survey, of: 'answers' }])),
}

const divisions = {
  kinds: from('segments', 'family kind', { order: { 'segments.family': 'asc', 'segments.kind': 'asc' } }),
  months: from('segments', 'month', { order: { 'segments.month': 'desc' } }),
}

/** One kind of segments in one month, by one measure. */
export function Segments({ filters }: { filters: Given }) {
  return (
    <Answers of={divisions}>
      {({ kinds, months }) => {
        const listed = kinds.map(({ kind }) => text(kind))
        const kind = listed.includes(filters.kind ?? '') ? text(filters.kind) : text(listed[0])
        const month = months.some((row) => row.month === filters.segment_month)
          ? text(filters.segment_month)
          : text(months[0]?.month)
        const by = measures[filters.by ?? ''] ? text(filters.by) : 'churn'
        if (!kind) return <Empty>No segment is known: customers have no attributes to divide them by.</Empty>
        return (
          <>
            <Filters>
              <Select
                name="kind"
                label="Segments by"
                value={kind}
                choices={kinds.map((row) => ({
                  value: text(row.kind),
                  label: `${words(row.kind)} (${text(row.family)})`,
                }))}
              />
              <Select
                name="by"
                label="Measure"
                value={by}
                choices={Object.entries(measures).map(([value, { name }]) => ({ value, label: name }))}
              />
              <Select
                name="segment_month"
                label="Month"
                value={month}
                choices={months.map((row) => text(row.month))}
              />
            </Filters>
            <OneKind kind={kind} month={month} measure={measures[by] as Measure} />
          </>
        )
      }}
    </Answers>
  )
}

function OneKind({ kind, month, measure }: { kind: string; month: string; measure: Measure }) {
  const { name, column, n } = measure
  const columns = [
    ...new Set([column, `${column}_low`, `${column}_high`, n, 'customers_start', 'customers_end']),
  ]
  const query = from('segments', `segment ${columns.join(' ')}`, {
    filters: [is('segments.kind', kind), is('segments.month', firstDay(month))],
    order: { 'segments.segment': 'asc' },
  })
  return (
    <Answers of={{ segments: query }}>
      {({ segments }) => (
        <Panel
          title={`${name} by ${words(kind)}`}
          facts={segments}
          note={`${month}, with 95 % intervals. Segments with fewer than five ${measure.of} have no score.`}
        >
          <IntervalChart
            label={`${name} by ${words(kind)}`}
            format={measure.format}
            estimates={segments.map(estimate(measure))}
          />
          <Table caption={`${name} by ${words(kind)} in ${month}`} rows={segments} columns={table(measure)} />
        </Panel>
      )}
    </Answers>
  )
}

const estimate =
  ({ column, n }: Measure) =>
  (row: Fact) => ({
    label: text(row.segment),
    value: num(row[column]),
    low: num(row[`${column}_low`]),
    high: num(row[`${column}_high`]),
    n: num(row[n]),
  })

const table = ({ name, column, n, of, format }: Measure): Column[] => [
  { title: 'Segment', show: ({ segment }) => text(segment) },
  {
    title: `${name} (95 %)`,
    number: true,
    show: (row) =>
      num(row[column]) === null
        ? 'withheld'
        : `${format(num(row[column]))} (${format(num(row[`${column}_low`]))} to ${format(num(row[`${column}_high`]))})`,
  },
  { title: `n (${of})`, number: true, show: (row) => num(row[n])?.toLocaleString('en') ?? '–' },
  {
    title: 'Customers at the end',
    number: true,
    show: ({ customers_end }) => num(customers_end)?.toLocaleString('en') ?? '–',
  },
]
