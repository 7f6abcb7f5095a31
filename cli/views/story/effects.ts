import type { Fact, Story } from '../../../semantic-layer/story.ts'
import { formatEstimate } from '../../ui/format.ts'
import { renderTable } from '../../ui/table.ts'
import { wrap } from '../../ui/wrap.ts'
import { formOf, named, num, short, words } from './figures.ts'

export function effects({ effects: all, metric }: Story): string {
  if (all.length === 0) return ''
  const rows = all.map((effect) => {
    const form = formOf(effect.effect_unit)
    return {
      action: effect.action_id,
      metric: words(effect.metric),
      'before → after': `${short(num(effect.before))} → ${short(num(effect.after))}`,
      naive: form(num(effect.naive_change)),
      DiD: form(num(effect.did_effect)),
      'comes by itself': form(num(effect.expected_recovery)),
      'effect (95 %)': formatEstimate(
        num(effect.effect),
        num(effect.effect_low),
        num(effect.effect_high),
        form,
      ),
      answers: effect.answers_after,
      verdict: effect.verdict,
    }
  })
  return `6. What changed, after against before\n${renderTable(rows)}\n${CAUTION}\n${recovered(all, metric)}`.trimEnd()
}

const CAUTION = wrap(
  'Stores are picked for being low, and part of a recovery comes by itself. The effect is what a store did beyond what an untreated store with the same past was expected to do; the naive change and the difference in differences (DiD) take both together.',
  110,
)

/** How many actions improved the metric that their stores were low in. */
function recovered(all: Fact[], metric: string | null): string {
  const compared = all.filter((effect) => effect.metric === `${metric}_mean` || effect.metric === metric)
  if (compared.length === 0) return ''
  const up = compared.filter(({ verdict }) => verdict === 'improved').map(({ action_id: id }) => id)
  return `${named(metric)} improved after ${up.length} of ${compared.length} actions (${up.join(', ') || 'none'}).`
}
