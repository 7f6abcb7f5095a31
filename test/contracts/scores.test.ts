import { expect, test } from 'vitest'
import { contracts, problemsOf } from '../../contracts/index.ts'

const contract = contracts.find(({ name }) => name === 'survey_answers')
if (!contract) throw new Error('There is no contract survey_answers.')

const answer = (metric: string, score: string | null) => ({
  ...Object.fromEntries(contract.columns.map(({ name }) => [name, null])),
  response_id: 'r1',
  metric,
  score,
  channel: 'email',
  answered_at: '2025-01-01T12:00:00Z',
})

test.each([
  ['nps', ['0', '6', '7', '8', '9', '10'], ['-1', '11', '7.5', null, 'ten']],
  ['csat', ['1', '3', '4', '5'], ['-1', '0', '6', null]],
  ['ces', ['1', '4', '5', '7'], ['-1', '0', '8', null]],
])('a score of %s lands between %j, and not as %j', (metric, good, bad) => {
  const problems = (score: string | null) =>
    problemsOf(contract, answer(metric, score), new Date('2025-06-30'))
  expect(good.filter((score) => problems(score).length > 0)).toEqual([])
  expect(bad.filter((score) => problems(score).length === 0)).toEqual([])
  for (const score of bad) expect(problems(score).map(({ column }) => column)).toContain('score')
})
