import { type Fact, num, text } from '../../data/fact.ts'
import { levelFormat, percent, short, words } from '../../data/metrics.ts'
import { firstDay, from, is } from '../../data/query.ts'
import { Answers } from '../../parts/answers.tsx'
import { Panel } from '../../parts/panel.tsx'
import { type Column, Table } from '../../parts/table.tsx'

const BESIDE = 'metric value n compared_with peers peer_mean peer_p25 peer_median peer_p75'

/** The store beside the quartiles of stores like it, none of which is named. */
export function StoreBenchmark({ id, month }: { id: string; month: string }) {
  if (!month) return null
  const query = from('benchmarks', BESIDE, {
    filters: [is('benchmarks.store_id', id), is('benchmarks.month', firstDay(month))],
    order: { 'benchmarks.metric': 'asc' },
  })
  return (
    <Answers of={{ beside: query }}>
      {({ beside }) =>
        beside.length > 0 && (
          <Panel title="Beside stores like it" note={`${month}. ${whom(beside)}`} facts={beside}>
            <Table caption="This store beside the quartiles of its peers" rows={beside} columns={COLUMNS} />
          </Panel>
        )
      }
    </Answers>
  )
}

const whom = (beside: Fact[]) =>
  beside.every(({ compared_with }) => compared_with === 'same format')
    ? 'Peers are the stores of the same format.'
    : 'Peers are the stores of the same format, or all stores where fewer than ten others are alike.'

const format = ({ metric }: Fact) =>
  /rate|conversion/.test(text(metric))
    ? percent
    : /nps|mean|seconds/.test(text(metric))
      ? levelFormat(metric)
      : short

const COLUMNS: Column[] = [
  { title: 'Measure', show: ({ metric }) => words(metric) },
  { title: 'This store', number: true, show: (fact) => format(fact)(num(fact.value)) },
  { title: 'n', number: true, show: ({ n }) => num(n)?.toLocaleString('en') ?? '–' },
  { title: 'Peers’ median', number: true, show: (fact) => format(fact)(num(fact.peer_median)) },
  {
    title: 'Middle half of the peers',
    number: true,
    show: (fact) => `${format(fact)(num(fact.peer_p25))} to ${format(fact)(num(fact.peer_p75))}`,
  },
  { title: 'Peers', number: true, show: ({ peers }) => num(peers)?.toLocaleString('en') },
]
