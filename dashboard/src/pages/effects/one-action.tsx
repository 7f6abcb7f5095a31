import { IntervalChart } from '../../charts/intervals.tsx'
import { type Fact, num, text } from '../../data/fact.ts'
import { changeFormat, levelFormat, pValue, words } from '../../data/metrics.ts'
import { Empty } from '../../parts/answers.tsx'
import { Figure, Figures } from '../../parts/figure.tsx'
import { StoreLink, Tag } from '../../parts/marks.tsx'
import { Panel } from '../../parts/panel.tsx'
import { href } from '../../route.ts'
import { MonthByMonth } from './month-by-month.tsx'

/** One action: the verdict and its reason, month by month, and three ways to count what changed. */
export function OneAction({ id, metric, effects }: { id: string; metric: string; effects: Fact[] }) {
  const effect = effects.find((row) => row.metric === metric)
  return (
    <>
      <p class="about">
        <a href={href('before-after', undefined, { metric })}>All actions</a> · {id} ·{' '}
        {text(effects[0]?.issue)} · {effects[0] && <StoreLink fact={effects[0]} />} ·{' '}
        <a href={href('roi', id)}>what it returned</a>
      </p>
      {effect ? (
        <>
          <Verdict effect={effect} />
          <MonthByMonth id={id} metric={metric} />
          <ThreeWays effect={effect} />
        </>
      ) : (
        <Empty>
          {words(metric)} was not compared for {id}: it has no months before and after.
        </Empty>
      )}
    </>
  )
}

function Verdict({ effect }: { effect: Fact }) {
  const level = levelFormat(effect.metric)
  const change = changeFormat(effect.effect_unit, effect.metric)
  return (
    <Panel
      title={`${words(effect.metric)}: ${text(effect.verdict)}`}
      facts={[effect]}
      note={text(effect.verdict_reason)}
    >
      <Figures>
        <Figure name="Before" value={num(effect.before)} n={num(effect.answers_before)} format={level}>
          <span>{text(effect.months_before)} months</span>
        </Figure>
        <Figure name="After" value={num(effect.after)} n={num(effect.answers_after)} format={level}>
          <span>{text(effect.months_after)} months</span>
        </Figure>
        <Figure name="Expected by itself" value={num(effect.expected_recovery)} format={change}>
          <span>{text(effect.donors)} untreated stores</span>
        </Figure>
        <Figure
          name="Effect"
          value={num(effect.effect)}
          low={num(effect.effect_low)}
          high={num(effect.effect_high)}
          format={change}
        >
          <span>p {pValue(num(effect.p))}</span>
          <Tag>{effect.verdict}</Tag>
        </Figure>
        <Figure
          name="Smallest effect that could be shown"
          value={num(effect.smallest_effect)}
          format={change}
        />
      </Figures>
      {effect.not_judged_reason && (
        <p class="note">Too thin to be read as evidence: {text(effect.not_judged_reason)}.</p>
      )}
    </Panel>
  )
}

const WAYS = [
  { label: 'Effect', value: 'effect', low: 'effect_low', high: 'effect_high', look: 'main' },
  {
    label: 'Difference in differences',
    value: 'did_effect',
    low: 'did_low',
    high: 'did_high',
    look: 'muted',
  },
  { label: 'Naive before/after', value: 'naive_change', low: 'naive_low', high: 'naive_high', look: 'muted' },
] as const

function ThreeWays({ effect }: { effect: Fact }) {
  return (
    <Panel
      title="Three ways to count it"
      facts={[effect]}
      note="The naive change and the difference in differences take recovery that comes by itself for success; only the effect is judged."
    >
      <IntervalChart
        label="Effect beside the naive change and the difference in differences"
        format={changeFormat(effect.effect_unit, effect.metric)}
        reference={{ value: 0, name: 'no change' }}
        estimates={WAYS.map(({ label, look, ...names }) => ({
          label,
          look,
          value: num(effect[names.value]),
          low: num(effect[names.low]),
          high: num(effect[names.high]),
        }))}
      />
    </Panel>
  )
}
