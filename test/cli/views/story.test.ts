import { expect, test } from 'vitest'
import { segments } from '../../../cli/views/story/segments.ts'
import type { Fact, Story } from '../../../semantic-layer/story.ts'

const found = (metric: string, segment: string, verdict: string, more: Fact = {}): Fact => ({
  ...{ metric, kind: 'age_band', segment, other_kind: '', other_segment: '', verdict, customers: 1234 },
  ...{ difference: -0.3, difference_low: -0.5, difference_high: -0.1 },
  ...more,
})
const told = (seen: number, rows: Fact[]) => segments({ segments: { seen, found: rows } } as unknown as Story)

test('what is found is told by verdict, each with its interval and its customers', () => {
  const second = { other_kind: 'loyalty_tier', other_segment: 'none' }
  const lost = { customers: 1, difference: 0.034, difference_low: 0.01, difference_high: 0.058 }
  expect(
    told(4857, [
      found('csat', '18-24', 'worse', second),
      found('nps', '65 and over', 'better'),
      found('churn', '35-44', 'worse', lost),
    ]).split('\n'),
  ).toEqual([
    '3. Segments of customers: 3 unusual in 4,857 comparisons with all others, one in ten of them perhaps by chance',
    'worse: CSAT (1–5) of age band 18-24 and loyalty tier none -0.30 (-0.50 to -0.10), 1,234 customers; churn of',
    'age band 35-44 +3.4% (+1.0% to +5.8%), 1 customer.',
    'better: NPS of age band 65 and over -0.30 (-0.50 to -0.10), 1,234 customers.',
  ])
})

test('of many the three most certain are told, and how many more there are', () => {
  const text = told(
    10,
    ['a', 'b', 'c', 'd', 'e'].map((name) => found('ces', name, 'worse')),
  )
  expect(text).toContain('age band c')
  expect(text).not.toContain('age band d')
  expect(text).toMatch(/; 2 more\.$/)
})

test('that nothing was found is said with what was looked at, and nothing where nothing was', () => {
  expect(told(12, [])).toBe('3. Segments of customers: nothing unusual in 12 comparisons with all others')
  expect(told(0, [])).toBe('')
})
