import type { Fact, Story } from '../../../semantic-layer/story.ts'
import { formatEstimate, formatNumber } from '../../ui/format.ts'
import { renderTable } from '../../ui/table.ts'
import { wrap } from '../../ui/wrap.ts'
import { num, pValue, short, words } from './figures.ts'

export function drivers({ drivers: { differ, alike } }: Story): string {
  if (differ.length + alike.length === 0) return ''
  const table = differ.length > 0 ? renderTable(differ.map(driverRow)) : 'Nothing that was measured.'
  const rest = alike.map(
    ({ factor, p_adjusted: p }) => `${words(factor)} (p ${formatNumber(num(p), { digits: 2 })})`,
  )
  return [
    '2. What sets them apart from the other stores',
    table,
    wrap(`What does not: ${rest.join(', ') || 'nothing'}.`, 110),
  ].join('\n')
}

const driverRow = (factor: Fact) => ({
  factor: words(factor.factor),
  'low stores': short(num(factor.flagged_mean)),
  others: short(num(factor.other_mean)),
  'beyond what is usual': `${factor.flagged_beyond} of ${factor.flagged_stores}`,
  'difference (95 %)': formatEstimate(
    num(factor.difference),
    num(factor.difference_low),
    num(factor.difference_high),
    short,
  ),
  'effect size': formatNumber(num(factor.effect_size), { digits: 2, signed: true }),
  'adjusted p': pValue(num(factor.p_adjusted)),
})
