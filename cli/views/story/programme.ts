import type { Story } from '../../../semantic-layer/story.ts'
import { formatEstimate } from '../../ui/format.ts'
import { renderTable } from '../../ui/table.ts'
import { formOf, num, pValue, words } from './figures.ts'

export function programme({ pooled: all }: Story): string {
  if (all.length === 0) return ''
  const rows = all.map((row) => {
    const form = formOf(row.unit)
    return {
      metric: words(row.metric),
      actions: row.actions,
      'pooled effect (95 %)': formatEstimate(
        num(row.effect),
        num(row.effect_low),
        num(row.effect_high),
        form,
      ),
      p: pValue(num(row.p)),
      verdict: row.verdict,
    }
  })
  return `7. All actions together\n${renderTable(rows)}`
}
