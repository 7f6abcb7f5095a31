import { type Fact, num, text } from '../../data/fact.ts'
import { pValue, short, surveyOf, words } from '../../data/metrics.ts'
import { firstDay, from, is } from '../../data/query.ts'
import { Answers, Empty } from '../../parts/answers.tsx'
import { Panel } from '../../parts/panel.tsx'
import { type Column, Table } from '../../parts/table.tsx'

const FACTORS =
  'factor kind flagged_stores other_stores flagged_mean other_mean difference difference_low difference_high flagged_beyond effect_size p_adjusted differs'

export const driversQuery = (month: string, survey: string) =>
  from('store_drivers', FACTORS, {
    filters: [is('store_drivers.month', firstDay(month)), is('store_drivers.metric', survey)],
  })

export const byStrength = (a: Fact, b: Fact) =>
  Math.abs(num(b.effect_size) ?? 0) - Math.abs(num(a.effect_size) ?? 0)

/** In what the stores to act on differ from the others; and in what they do not, which rules causes out. */
export function Drivers({ month, survey }: { month: string; survey: string }) {
  return (
    <Answers of={{ factors: driversQuery(month, survey) }}>
      {({ factors }) => {
        const differ = factors.filter(({ differs }) => differs === true).sort(byStrength)
        const alike = factors.filter(({ differs }) => differs !== true)
        return (
          <Panel title="What sets them apart" note={note(alike)} facts={factors}>
            {factors.length === 0 && (
              <Empty>Fewer than two stores are to be acted on: there is nothing to compare.</Empty>
            )}
            {factors.length > 0 && differ.length === 0 && <Empty>Nothing that was measured.</Empty>}
            {differ.length > 0 && (
              <Table
                caption={`Low stores by ${surveyOf(survey).name} beside all others`}
                rows={differ}
                columns={COLUMNS}
              />
            )}
          </Panel>
        )
      }}
    </Answers>
  )
}

const note = (alike: Fact[]) =>
  alike.length > 0
    ? `What does not (adjusted p of at least 0.05): ${alike.map(({ factor, p_adjusted: p }) => `${words(factor)} (${pValue(num(p))})`).join(', ')}.`
    : undefined

const COLUMNS: Column[] = [
  { title: 'Factor', show: ({ factor }) => words(factor) },
  { title: 'Low stores', number: true, show: ({ flagged_mean }) => short(num(flagged_mean)) },
  { title: 'Others', number: true, show: ({ other_mean }) => short(num(other_mean)) },
  {
    title: 'Difference (95 %)',
    number: true,
    show: ({ kind, difference, difference_low, difference_high }) =>
      kind === 'numeric'
        ? `${short(num(difference))} (${short(num(difference_low))} to ${short(num(difference_high))})`
        : '–',
  },
  {
    title: 'Beyond what is usual',
    number: true,
    show: ({ flagged_beyond, flagged_stores }) => `${text(flagged_beyond) || '–'} of ${text(flagged_stores)}`,
  },
  { title: 'Effect size', number: true, show: ({ effect_size }) => short(num(effect_size)) },
  { title: 'Adjusted p', number: true, show: ({ p_adjusted }) => pValue(num(p_adjusted)) },
]
