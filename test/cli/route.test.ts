import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { askBuilt, builtLake, cx } from '../built-lake.ts'

let lake: string
let rules: string

beforeAll(async () => {
  const built = await builtLake()
  const folder = await mkdtemp(join(tmpdir(), 'cx-route-'))
  lake = join(folder, 'lake')
  rules = join(folder, 'routes.yml')
  mkdirSync(lake)
  // The marts that tests share, in a lake whose alerts are this test's own.
  symlinkSync(join(built.lake, 'warehouse'), join(lake, 'warehouse'))
  writeFileSync(
    rules,
    '{ roles: { boss: { by: sns } }, rules: [{ name: act, when: { flag: act }, to: boss, due_days: 2 }, { name: rest, to: boss, due_days: 9 }] }',
  )
})

const route = (...args: string[]) => cx('route', '--lake', lake, '--quiet', ...args)

it('shows who would hear of what, and sends nothing', async () => {
  const { stdout, exitCode } = await route('--dry-run', '--json')
  expect(exitCode).toBe(0)
  const alerts = JSON.parse(stdout)
  expect(alerts.length).toBeGreaterThan(0)
  for (const alert of alerts)
    expect(alert).toEqual({
      alert_id: expect.any(String),
      rule: expect.any(String),
      role: expect.any(String),
      by: expect.any(String),
    })
})

it('sends each alert once', async () => {
  expect((await route('--rules', rules, '--json')).stdout).toContain('"already": false')
  const { stdout, exitCode } = await route('--rules', rules, '--json')
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout).map(({ already }: { already: boolean }) => already)).not.toContain(false)
})

it('knows the alerts of the mart that go on, and no others, by their keys', async () => {
  const keys = await askBuilt(lake, 'select alert_key from marts.watch_alerts where ended_month is null')
  const ids = keys.map(({ alert_key }) => createHash('sha256').update(String(alert_key)).digest('hex'))
  const sent = readdirSync(join(lake, 'alerts'))
  expect(sent.toSorted()).toEqual(ids.toSorted())
})

it('names rules that are none', async () => {
  writeFileSync(rules, '{ roles: {}, rules: [] }')
  const { stderr, exitCode } = await route('--rules', rules)
  expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/does not say who hears of what/)])
})
