import { describe, expect, it } from 'vitest'
import { Alert } from '../../lambdas/alert.ts'
import { isAngry } from '../../lambdas/angry-words.ts'
import { alertsOf, newsIn } from '../../lambdas/unhappy.ts'

const now = new Date('2026-03-01T12:00:00Z')
const about = { source: 'x', receipt: 'a'.repeat(64), lowScores: { nps: 4, csat: 2, ces: 2, rating: 2 }, now }

const answer = (metric: string, score: string, changes: object = {}) => ({
  extract: 'survey_answers',
  cells: { response_id: 'r', metric, score, channel: 'web', answered_at: '2026-03-01T11:30:00Z', ...changes },
})

describe('an alert', () => {
  it.each([
    { metric: 'nps', score: '4', alerts: 1 },
    { metric: 'nps', score: '5', alerts: 0 },
    { metric: 'csat', score: '2', alerts: 1 },
    { metric: 'csat', score: '3', alerts: 0 },
    { metric: 'ces', score: '2', alerts: 1 },
    { metric: 'ces', score: '3', alerts: 0 },
    { metric: 'csat', score: '0', alerts: 0 },
  ])('is given $alerts times for a $metric of $score', ({ metric, score, alerts }) => {
    expect(alertsOf([answer(metric, score)], about)).toHaveLength(alerts)
  })

  it('keeps to its shape, whatever the words for the store and the department are', () => {
    const cells = { store_id: 's1', department: 'x'.repeat(300), comment: 'Call me', customer_id: 'c1' }
    const [alert] = alertsOf([answer('nps', '0', cells)], about)
    expect(Alert.parse(alert)).toMatchObject({ kind: 'low_score', metric: 'nps', score: 0, store_id: 's1' })
    expect(JSON.stringify(alert)).not.toMatch(/Call me|c1/)
  })

  it('of what was pulled is given for the last hour only', () => {
    const old = answer('nps', '0', { answered_at: '2026-03-01T10:59:00Z' })
    expect(newsIn([old, answer('nps', '0')], about)).toHaveLength(1)
  })
})

it.each([
  ['This was TERRIBLE!', true],
  ['Nie wieder.', true],
  ['C’est une arnaque', true],
  ['Una estafa total', true],
  ['Atendimento péssimo', true],
  ['Atendimento pe\u0301ssimo', true],
  ['The scampi were fine', false],
  ['Absurdamente bom', false],
  ['', false],
])('angry words are found as whole words: %s', (text, angry) => {
  expect(isAngry(text)).toBe(angry)
})
