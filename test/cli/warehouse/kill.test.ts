import { mkdtempSync, realpathSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeDay } from '../../../bench/day.ts'
import { ask } from '../../../cli/warehouse/duckdb.ts'
import { builtLake, cx } from '../../built-lake.ts'
import { differences } from './compare.ts'

const KILLS = 8
const work = mkdtempSync(join(tmpdir(), 'cx-kill-build-'))
const lake = join(work, 'lake')
const current = join(lake, 'warehouse', 'current.duckdb')
let before: object[] = []

const published = () =>
  ask<object>(
    'select count(*) as months, sum(orders) as orders from marts.kpi_store_months',
    realpathSync(current),
  )

beforeAll(async () => {
  await cp((await builtLake()).lake, lake, { recursive: true, verbatimSymlinks: true })
  before = await published()
  await writeDay(lake, join(work, 'day'))
  await cx('land', join(work, 'day'), '--lake', lake)
})
afterAll(() => rm(work, { recursive: true, force: true }))

const main = resolve(import.meta.dirname, '../../../cli/main.ts')

/**
 * Starts a build, and kills it after a while: with dbt, or so that dbt outlives it. True where it was still at work.
 * While a dbt that outlived another is at work, it tries again.
 */
async function killedAfter(ms: number, withDbt: boolean): Promise<boolean> {
  const running = execa(process.execPath, [main, 'build', '--quiet', '--lake', lake], {
    detached: true,
    reject: false,
    stdin: 'ignore',
  })
  const pid = running.pid ?? 0
  const ended = await Promise.race([running.then(() => true), sleep(ms, false)])
  if (!ended) process.kill(withDbt ? -pid : pid, 'SIGKILL')
  const { stderr } = await running
  if (!ended) return true
  if (!String(stderr).includes(BUSY)) return false
  await sleep(500)
  return killedAfter(ms, withDbt)
}

const BUSY = 'Another build is running'

/** Builds, as soon as no process that outlived a killed build is at work any more. */
async function build() {
  for (;;) {
    const result = await cx('build', '--json', '--lake', lake)
    if (result.exitCode === 0) return JSON.parse(result.stdout)
    if (!result.stderr.includes(BUSY)) throw new Error(result.stderr)
    await sleep(500)
  }
}

test('a build that is killed, at any moment, leaves the last one to be read and the next one nothing to mend', {
  timeout: 1_200_000,
}, async () => {
  let killed = 0
  for (let n = 0; n < KILLS; n++) {
    if (await killedAfter(500 + (n + Math.random()) * 1500, n % 2 === 0)) killed++
    else break // it came to its end: later moments would as well
    expect(await published()).toEqual(before)
  }
  expect(killed).toBeGreaterThanOrEqual(3)
  await build()
  const after = realpathSync(current)
  expect(await published()).not.toEqual(before)

  expect((await cx('build', '--full-refresh', '--lake', lake)).exitCode).toBe(0)
  expect((await differences(after, realpathSync(current))).differ).toEqual([])
})
