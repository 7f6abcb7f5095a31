import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRoutes, ruleFor } from '../../../lambdas/route/routes.ts'

const OWN = join(import.meta.dirname, '../../../lambdas/route/routes.yml')
const routes = readRoutes(OWN)

it.each([
  [{ kind: 'low_score', score: 1, department: 'tills' }, 'long queues'],
  [{ kind: 'angry_comment', department: 'bakery' }, 'a customer is angry'],
  [{ kind: 'low_score', score: 2 }, 'a very low score'],
  [{ kind: 'low_score', score: 2.5 }, 'everything else'],
  [{ kind: 'low_score' }, 'everything else'],
  [{ kind: 'low_store', flag: 'act' }, 'a store to act on'],
  [{ kind: 'low_store', flag: 'watch' }, 'everything else'],
  [{ kind: 'repeating_topic', topic: 'queue', flag: 'watch' }, 'complaints about queues, again and again'],
  [{ kind: 'repeating_topic', topic: 'price', flag: 'watch' }, 'everything else'],
  [{ kind: 'repeating_department', department: 'checkout' }, 'complaints about the tills, again and again'],
  [{ kind: 'early_warning', metric: 'csat', score: 1.9 }, 'an early warning'],
])('%o falls under "%s"', (alert, rule) => {
  expect(ruleFor(routes, alert).name).toBe(rule)
})

describe('rules that are none', () => {
  const file = (text: string) => {
    const path = join(mkdtempSync(join(tmpdir(), 'routes-')), 'routes.yml')
    writeFileSync(path, text)
    return path
  }
  const rest = '{ name: rest, to: boss, due_days: 1 }'

  it.each([
    [
      'name a role that there is not',
      '[{ name: rest, to: chef, due_days: 1 }]',
      /"chef" is none of the roles: boss/,
    ],
    [
      'ask for what no alert has',
      `[{ name: a, when: { shop: s1 }, to: boss, due_days: 1 }, ${rest}]`,
      /shop/,
    ],
    [
      'leave alerts to nobody',
      '[{ name: a, when: { kind: low_score }, to: boss, due_days: 1 }]',
      /the last rule must have no condition/,
    ],
    [
      'take everything before the end',
      `[{ name: a, to: boss, due_days: 1 }, ${rest}]`,
      /rules\.0: takes everything/,
    ],
    [
      'have one name twice',
      `[{ name: rest, when: { kind: low_score }, to: boss, due_days: 1 }, ${rest}]`,
      /name already/,
    ],
    [
      'have an empty range',
      `[{ name: a, when: { score: {} }, to: boss, due_days: 1 }, ${rest}]`,
      /rules\.0\.when\.score/,
    ],
  ])('%s', (_, rules, message) => {
    expect(() => readRoutes(file(`{ roles: { boss: { by: sns } }, rules: ${rules} }`))).toThrow(message)
  })

  it('are not there', () => {
    expect(() => readRoutes('/nowhere/routes.yml')).toThrow(/there is no such file/)
  })
})
