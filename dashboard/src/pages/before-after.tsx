import { type Fact, num, text } from '../data/fact.ts'
import { changeFormat, words } from '../data/metrics.ts'
import { from } from '../data/query.ts'
import { Answers, Empty } from '../parts/answers.tsx'
import { Filters, Select } from '../parts/filters.tsx'
import { ActionLink, StoreLink, Tag } from '../parts/marks.tsx'
import { Panel } from '../parts/panel.tsx'
import { type Column, Table } from '../parts/table.tsx'
import type { Route } from '../route.ts'
import { OneAction } from './effects/one-action.tsx'

/** One row an action and metric. */
export const effectsQuery = from(
  'before_after',
  'action_id store_id store_name issue metric effect_unit start_month months_before months_after answers_before answers_after donors before after change expected_recovery effect effect_low effect_high p p_adjusted smallest_effect verdict verdict_reason naive_change naive_low naive_high did_effect did_low did_high not_judged_reason',
  { order: { 'before_after.action_id': 'asc', 'before_after.metric': 'asc' } },
)

/** What each action changed beyond what was expected; and one action in full. */
export function BeforeAfter({ id, filters }: Route) {
  return (
    <Answers of={{ effects: effectsQuery }}>
      {({ effects }) => {
        const found = new Set(effects.map(({ metric }) => text(metric)))
        // The survey that low stores are found by comes first.
        const metrics = [...new Set(['csat_mean', ...found])].filter((name) => found.has(name))
        const metric = metrics.includes(filters.metric ?? '')
          ? (filters.metric as string)
          : (metrics[0] ?? '')
        if (!metric)
          return <Empty>No action has begun with months before and after: nothing can be compared yet.</Empty>
        const rows = effects.filter((row) => (id ? row.action_id === id : row.metric === metric))
        return (
          <>
            <Filters>
              <Select
                name="metric"
                label="Measure"
                value={metric}
                choices={metrics.map((value) => ({ value, label: words(value) }))}
              />
            </Filters>
            {id ? <OneAction id={id} metric={metric} effects={rows} /> : <All rows={rows} metric={metric} />}
          </>
        )
      }}
    </Answers>
  )
}

const All = ({ rows, metric }: { rows: Fact[]; metric: string }) => (
  <Panel title={`Every action: ${words(metric)}`} note={CAUTION} facts={rows}>
    <Table caption={`Effects on ${words(metric)}`} rows={rows} columns={COLUMNS} />
  </Panel>
)

const CAUTION =
  'Stores are picked for being low, and part of a recovery comes by itself. The effect is what a store did beyond what an untreated store with the same past was expected to do.'

const change = (name: string) => (row: Fact) => changeFormat(row.effect_unit, row.metric)(num(row[name]))
const COLUMNS: Column[] = [
  { title: 'Action', show: (fact) => <ActionLink fact={fact} /> },
  { title: 'Store', show: (fact) => <StoreLink fact={fact} /> },
  { title: 'Issue', show: ({ issue }) => text(issue) },
  { title: 'Change', number: true, show: change('change') },
  { title: 'Expected by itself', number: true, show: change('expected_recovery') },
  {
    title: 'Effect (95 %)',
    number: true,
    show: (row) => `${change('effect')(row)} (${change('effect_low')(row)} to ${change('effect_high')(row)})`,
  },
  {
    title: 'Answers after',
    number: true,
    show: ({ answers_after }) => num(answers_after)?.toLocaleString('en') ?? '–',
  },
  { title: 'Verdict', show: ({ verdict }) => <Tag>{verdict}</Tag> },
]
