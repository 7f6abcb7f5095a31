import { IntervalChart } from '../../charts/intervals.tsx'
import { type Fact, num, text } from '../../data/fact.ts'
import { type Survey, surveyOf, words } from '../../data/metrics.ts'
import { quarterOf } from '../../data/months.ts'
import { from, is, isIf, members } from '../../data/query.ts'
import { Answers, Empty } from '../../parts/answers.tsx'
import { Panel } from '../../parts/panel.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import { href } from '../../route.ts'
import type { Place } from '../store.tsx'

type Within = Place & { department: string | undefined }

/** Where in the store: departments, and within one of them its touchpoints, each beside the whole company's. */
export function Departments({ id, month, survey, department }: Within) {
  const quarter = quarterOf(month)
  const detail = department ? 'touchpoint' : 'department'
  const { column, n } = surveyOf(survey)
  const ask = (area: string, more: ReturnType<typeof is>[]) =>
    from('feedback', detail, {
      measures: members('feedback', `${column} ${column}_low ${column}_high ${n}`),
      filters: [
        is('feedback.period', 'quarter'),
        is('feedback.starts_on', quarter),
        is('feedback.detail', detail),
        is('feedback.area', area),
        ...isIf('feedback.department', department),
        ...more,
      ] as never,
    })
  const of = { here: ask('store', [is('feedback.store_id', id)]), everywhere: ask('company', []) }
  return (
    <Answers of={of}>
      {({ here, everywhere }) => (
        <Drawn
          rows={compared(here, everywhere, detail, column)}
          {...{ detail, quarter, department, survey, id, month }}
        />
      )}
    </Answers>
  )
}

/** The company's score stands beside the store's; the lowest first, what is withheld last. */
function compared(here: Fact[], everywhere: Fact[], detail: string, column: string): Fact[] {
  const company = new Map(everywhere.map((row) => [row[detail], row[column] ?? null]))
  return here
    .map((row): Fact => ({ ...row, company: company.get(row[detail]) ?? null }))
    .sort((a, b) => (num(a[column]) ?? 1e9) - (num(b[column]) ?? 1e9))
}

type Drawing = Within & { rows: Fact[]; detail: string; quarter: string }

function Drawn({ rows, detail, quarter, department, ...place }: Drawing) {
  const survey = surveyOf(place.survey)
  const title = department ? `Touchpoints of ${words(department)}` : 'Departments'
  const up = href('stores', place.id, { month: place.month, metric: place.survey })
  return (
    <Panel
      title={title}
      facts={rows}
      note={
        <>
          {survey.name} in the quarter from {quarter}, with 95 % intervals.{' '}
          {department && <a href={up}>Back to all departments</a>}
        </>
      }
    >
      {rows.every((row) => num(row[survey.column]) === null) ? (
        <Empty>
          No {detail} has five answers in this quarter, or the only one that has would give another away.
        </Empty>
      ) : (
        <>
          <IntervalChart
            label={`${survey.name} by ${detail}`}
            format={survey.format}
            estimates={rows.map(estimate(detail, survey))}
          />
          <Table
            caption={`${survey.name} by ${detail}`}
            rows={rows}
            columns={columns(detail, survey, department ? undefined : place)}
          />
        </>
      )}
    </Panel>
  )
}

const estimate =
  (detail: string, { column, n }: Survey) =>
  (row: Fact) => ({
    label: words(row[detail]),
    value: num(row[column]),
    low: num(row[`${column}_low`]),
    high: num(row[`${column}_high`]),
    n: num(row[n]),
  })

function columns(detail: string, { column, n, format }: Survey, place: Place | undefined): Column[] {
  return [
    {
      title: words(detail),
      show: (row) =>
        place && row[detail] ? <Down place={place} department={text(row[detail])} /> : words(row[detail]),
    },
    {
      title: 'This store (95 %)',
      number: true,
      show: (row) =>
        num(row[column]) === null
          ? 'withheld'
          : `${format(num(row[column]))} (${format(num(row[`${column}_low`]))} to ${format(num(row[`${column}_high`]))})`,
    },
    { title: 'Answers', number: true, show: (row) => num(row[n])?.toLocaleString('en') ?? '–' },
    { title: 'Whole company', number: true, show: ({ company }) => format(num(company)) },
  ]
}

const Down = ({ place: { id, month, survey }, department }: { place: Place; department: string }) => (
  <a href={href('stores', id, { month, metric: survey, department })}>{words(department)}</a>
)
