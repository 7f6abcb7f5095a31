import { expect, test } from 'vitest'
import { describePlanted } from '../../../cli/views/planted.ts'
import type { Fact, Story } from '../../../semantic-layer/story.ts'

const effect = (action_id: string, effect_low: number, effect_high: number, verdict: string): Fact => ({
  ...{
    action_id,
    metric: 'csat_mean',
    effect: (effect_low + effect_high) / 2,
    effect_low,
    effect_high,
    verdict,
  },
  ...{ naive_change: 0.9, did_effect: 0.95 },
})
const story = {
  effects: [effect('A1', 0.5, 0.9, 'improved'), effect('A2', 0.2, 0.4, 'improved')],
  pooled: [{ metric: 'csat_mean', effect: 0.5, effect_low: 0.3, effect_high: 0.7, verdict: 'improved' }],
} as unknown as Story
const planted = [
  { action_id: 'A1', start_month: '2025-07-01', csat_effect: 0.8 },
  { action_id: 'A2', start_month: '2025-07-01', csat_effect: 0 },
  { action_id: 'A3', start_month: null, csat_effect: 0 },
]

test('each planted effect stands beside its interval, and the mean of those begun beside the pooled one', () => {
  const lines = describePlanted(story, planted).split('\n')
  expect(lines.slice(3)).toEqual([
    expect.stringMatching(/^A1 +\+0.80 +\+0.90 +\+0.95 +\+0.70 \(\+0.50 to \+0.90\) +yes +improved$/),
    expect.stringMatching(/^A2 +0.00 .*\+0.30 \(\+0.20 to \+0.40\) +no +improved$/),
    expect.stringMatching(/^all, pooled +\+0.40 .*\+0.50 \(\+0.30 to \+0.70\) +yes +improved$/),
  ])
})

test('nothing is said where nothing was begun', () => {
  expect(describePlanted(story, [])).toBe('')
})
