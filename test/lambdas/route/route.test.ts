import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FolderLake } from '../../../lambdas/land/folder-lake.ts'
import { type MartAlert, routable } from '../../../lambdas/route/mart-alerts.ts'
import { type Message, type Routable, route } from '../../../lambdas/route/route.ts'
import { readRoutes } from '../../../lambdas/route/routes.ts'

const routes = readRoutes(join(import.meta.dirname, '../../../lambdas/route/routes.yml'))
const ALERT: Routable = { alert_id: 'a1', kind: 'low_score', score: 1, store_id: 's1' }

function desk({ fails = 0 } = {}) {
  const lake = new FolderLake(mkdtempSync(join(tmpdir(), 'route-')))
  const out: Message[] = []
  let now = Date.parse('2026-03-01T10:00:00Z')
  const send = async (message: Message) => {
    if (fails-- > 0) throw new Error('nobody answers')
    out.push(message)
    return 'r1'
  }
  return {
    lake,
    out,
    wait: (minutes: number) => {
      now += minutes * 60_000
    },
    tell: (alert = ALERT) => route({ lake, routes, send, now: () => new Date(now) }, alert),
  }
}

it('an alert goes to the role of its rule, with the day by which to act', async () => {
  const { tell, out } = desk()
  expect(await tell()).toMatchObject({
    role: 'customer care',
    due_on: '2026-03-03',
    by: 'sns',
    receipt: 'r1',
    already: false,
  })
  expect(out).toEqual([expect.objectContaining({ alert: ALERT, rule: 'a very low score' })])
})

it('an alert that comes again is not sent again', async () => {
  const { tell, out, wait } = desk()
  await tell()
  wait(100_000)
  expect(await tell()).toMatchObject({ already: true, sent_at: '2026-03-01T10:00:00.000Z' })
  expect(out).toHaveLength(1)
})

it('of many runs at once one sends', async () => {
  const { tell, out } = desk()
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => tell()))
  expect(out).toHaveLength(1)
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
})

it('what could not be sent is sent by the next run', async () => {
  const { tell, out } = desk({ fails: 1 })
  await expect(tell()).rejects.toThrow('nobody answers')
  expect(await tell()).toMatchObject({ already: false })
  expect(out).toHaveLength(1)
})

it('a run that died over an alert holds it back for a quarter of an hour, and no longer', async () => {
  const { tell, out, lake, wait } = desk()
  await lake.writeOnce('alerts/a1/claim-1.json', JSON.stringify({ claimed_at: '2026-03-01T10:00:00Z' }))
  wait(14)
  await expect(tell()).rejects.toThrow(/sent by another run/)
  wait(2)
  expect(await tell()).toMatchObject({ already: false })
  expect(out).toHaveLength(1)
})

it('each status of the action that answers an alert is noted, once, with the time it was first seen', async () => {
  const { tell, lake, wait } = desk()
  for (const action_status of ['proposed', 'in_progress', 'in_progress', 'done']) {
    await tell({ ...ALERT, action_id: 'A/7', action_status })
    wait(60)
  }
  const notes = (await lake.list('alerts/a1')).filter((key) => key.includes('action-'))
  expect(notes).toEqual(
    ['done', 'in_progress', 'proposed'].map((status) => `alerts/a1/action-A%2F7-${status}.json`),
  )
  expect(JSON.parse((await lake.read(notes[1] as string)) ?? '')).toEqual({
    action_id: 'A/7',
    status: 'in_progress',
    seen_at: '2026-03-01T11:00:00.000Z',
  })
})

const row: MartAlert = {
  alert_key: '["low_store","s1","csat","watch","2026-01-01"]',
  kind: 'low_store',
  store_id: 's1',
  subject: 'csat',
  flag: 'watch',
  seen: '3.1',
  expected: '4',
  n: '60',
  since_month: '2026-01-01',
  action_id: null,
  status: null,
}

it('an alert of the marts is one while its key is, whatever becomes of what was seen and done', () => {
  const id = (changes: object) => routable({ ...row, ...changes }).alert_id
  expect(id({ seen: '2.9', n: '61', expected: '3.9' })).toBe(id({}))
  expect(id({ status: 'done', action_id: 'A1' })).toBe(id({}))
  expect(id({ alert_key: '["low_store","s1","csat","act","2026-01-01"]' })).not.toBe(id({}))
})

it.each([
  ['low_store', 'csat', { metric: 'csat', score: 3.1, seen: 3.1, expected: 4, n: 60 }],
  ['early_warning', 'sales_per_sqft', { metric: 'sales_per_sqft', score: undefined, seen: 3.1 }],
  ['repeating_topic', 'queue', { topic: 'queue', score: undefined, metric: undefined }],
  ['repeating_department', 'checkout', { department: 'checkout', score: undefined, topic: undefined }],
])('rules read what a %s about %s is about, and scores alone as scores', (kind, subject, wanted) => {
  const { score, topic, metric, department, ...rest } = routable({ ...row, kind, subject })
  expect({ score, topic, metric, department, ...rest }).toMatchObject({ kind, store_id: 's1', ...wanted })
})
