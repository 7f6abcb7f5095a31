import type { Fact, Story } from '../../semantic-layer/story.ts'
import { formatEstimate, formatNumber } from '../ui/format.ts'
import { renderTable } from '../ui/table.ts'

/** What the sample knows of an action: the effect on mean CSAT that was planted. */
export interface PlantedAction {
  readonly action_id: string
  readonly start_month: string | null
  readonly csat_effect: number
}

const num = (value: unknown) => (value === null || value === undefined ? null : Number(value))
const signed = (value: number | null | undefined) => formatNumber(value ?? null, { digits: 2, signed: true })

/** What was planted beside what was found: only a made-up retailer knows. Empty where nothing was begun. */
export function describePlanted({ effects, pooled }: Story, actions: readonly PlantedAction[]): string {
  const begun = actions.filter(({ start_month }) => start_month !== null)
  const found = new Map(
    effects.filter(({ metric }) => metric === 'csat_mean').map((row) => [row.action_id, row]),
  )
  const rows = begun.flatMap(({ action_id, csat_effect }) => {
    const row = found.get(action_id)
    return row ? [planted(action_id, csat_effect, row)] : []
  })
  const together = pooled.find(({ metric }) => metric === 'csat_mean')
  if (rows.length === 0) return ''
  const mean = begun.reduce((sum, { csat_effect }) => sum + csat_effect, 0) / begun.length
  const all = together ? [planted('all, pooled', mean, together)] : []
  return `9. What only the made-up retailer knows: the effects on CSAT (1–5) that were planted\n${renderTable([...rows, ...all])}`
}

function planted(action: string, effect: number, row: Fact) {
  const [low, high] = [num(row.effect_low), num(row.effect_high)]
  return {
    action,
    planted: signed(effect),
    naive: signed(num(row.naive_change)),
    DiD: signed(num(row.did_effect)),
    'effect (95 %)': formatEstimate(num(row.effect), low, high),
    'holds it': low !== null && high !== null && low <= effect && effect <= high,
    verdict: row.verdict,
  }
}
