import { type Fact, num, text } from '../../data/fact.ts'
import { monthsOf } from '../../data/flags.ts'
import { changeFormat, percent, surveys, words } from '../../data/metrics.ts'
import { from, is, members } from '../../data/query.ts'
import { Answers } from '../../parts/answers.tsx'
import { Tag } from '../../parts/marks.tsx'
import { Panel } from '../../parts/panel.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import { href } from '../../route.ts'

const queries = {
  first: from('actions', 'planned_on', { order: { 'actions.planned_on': 'asc' }, limit: 1 }),
  pooled: from(
    'programme_effects',
    'metric unit actions answers_after effect effect_low effect_high verdict verdict_reason',
    {
      filters: [is('programme_effects.programme', 'all')],
      order: { 'programme_effects.metric': 'asc' },
    },
  ),
  returns: {
    measures: members('roi', 'action_count measured_count programme_cost programme_net programme_roi'),
  },
}

/** Where to go from here: the stores to act on, and what the actions have done so far. */
export function ToDo({ flags }: { flags: Fact[] }) {
  return (
    <Answers of={queries}>
      {({ first, pooled, returns }) => (
        <>
          <Flagged flags={flags} planned={text(first[0]?.planned_on)} />
          {pooled.length > 0 && <Programme pooled={pooled} sums={returns[0] ?? {}} />}
        </>
      )}
    </Answers>
  )
}

function Flagged({ flags, planned }: { flags: Fact[]; planned: string }) {
  const months = monthsOf(flags)
  const before = planned && months.find((month) => month < planned.slice(0, 7))
  const shown = [...new Set([months[0], before])].filter(
    (month) => month !== undefined && month !== '',
  ) as string[]
  const rows = flags.filter(({ month, stores_to_act }) => shown.includes(text(month)) && num(stores_to_act))
  return (
    <Panel
      title="Stores to act on"
      note="So low beside their peers, and for so long, that it is more than chance (false discovery rate 10 %). The latest month, and the last before the first action was planned."
      facts={flags}
    >
      {rows.length === 0 ? (
        <p>None in {shown.join(' or ')}.</p>
      ) : (
        <Table caption="Stores to act on by month and survey" rows={rows} columns={FLAGGED} />
      )}
    </Panel>
  )
}

const FLAGGED: Column[] = [
  {
    title: 'Month',
    show: ({ month, metric }) => (
      <a href={href('stores', undefined, { month: text(month), metric: text(metric) })}>{text(month)}</a>
    ),
  },
  { title: 'Survey', show: ({ metric }) => surveys[text(metric)]?.name ?? text(metric) },
  { title: 'To act on', number: true, show: ({ stores_to_act }) => num(stores_to_act) },
  {
    title: 'Of stores ranked',
    number: true,
    show: ({ store_count }) => num(store_count)?.toLocaleString('en'),
  },
]

function Programme({ pooled, sums }: { pooled: Fact[]; sums: Fact }) {
  const roi = num(sums.programme_roi)
  return (
    <Panel
      title="What the actions changed"
      note={
        <>
          Beyond what untreated stores with the same past were expected to do, all actions pooled.{' '}
          {roi !== null && (
            <>
              {num(sums.measured_count)} of {num(sums.action_count)} actions are measured in sales; the
              programme's <a href={href('roi')}>return on investment</a> is {percent(roi)}.
            </>
          )}
        </>
      }
      facts={pooled}
    >
      <Table caption="Pooled effects" rows={pooled} columns={POOLED} />
    </Panel>
  )
}

const estimate = ({ unit, metric, effect, effect_low, effect_high }: Fact) => {
  const format = changeFormat(unit, metric)
  return `${format(num(effect))} (${format(num(effect_low))} to ${format(num(effect_high))})`
}

const POOLED: Column[] = [
  {
    title: 'Measure',
    show: ({ metric }) => (
      <a href={href('before-after', undefined, { metric: text(metric) })}>{words(metric)}</a>
    ),
  },
  { title: 'Effect (95 %)', number: true, show: estimate },
  { title: 'Actions', number: true, show: ({ actions }) => num(actions) },
  {
    title: 'Answers after',
    number: true,
    show: ({ answers_after }) => num(answers_after)?.toLocaleString('en') ?? '–',
  },
  { title: 'Verdict', show: ({ verdict }) => <Tag>{verdict}</Tag> },
]
