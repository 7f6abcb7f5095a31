import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../../cli/context.ts'
import { venvProgram } from '../../cli/setup/python-packages.mjs'
import { runOnTrino } from '../../cli/warehouse/trino/client.ts'
import { java, missing } from './needed.ts'
import { type AthenaEngine, athenaOnAws } from './on-aws.ts'

const project = join(import.meta.dirname, 'changes')

/** One row changes, one is new, and so is a column. */
const BEFORE = "select * from (values (1, 'a'), (2, 'b')) as t (id, name)"
const AFTER = "select * from (values (2, 'B', true), (3, 'c', false)) as t (id, name, is_new)"

describe.skipIf(missing)('dbt-athena and what tables live through', () => {
  let engine: AthenaEngine
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cx-changes-'))
    engine = await athenaOnAws(java, folder)
  })
  afterAll(() => engine?.close())

  const dbt = (rows: string, ...args: string[]) =>
    execa(
      venvProgram(projectRoot, 'dbt'),
      [...args, '--vars', JSON.stringify({ rows }), '--target', 'athena', '--profiles-dir', '../../../sql'],
      {
        cwd: project,
        reject: false,
        env: {
          CX_ATHENA_MARTS: 's3://cx-marts',
          CX_ATHENA_POLL_SECONDS: '0.05',
          CX_THREADS: '1',
          DBT_TARGET_PATH: folder,
          DBT_LOG_PATH: folder,
          DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
        },
      },
    )
  const ask = async (sql: string) => (await runOnTrino(engine.place, sql)).rows

  test('more than 100 partitions are written in several statements', async () => {
    const { stdout, exitCode } = await dbt(BEFORE, 'build')
    expect(exitCode, stdout).toBe(0)
    expect(await ask('select count(*), count(distinct day), sum(n) from marts.many_days')).toEqual([
      [250, 250, 31_125],
    ])
    const writes = engine.endpoint.executed.filter(
      ({ sql, error }) => !error && /^insert into \S*many_days/im.test(sql),
    )
    expect(writes.length).toBeGreaterThan(1)
  })

  test('a merge changes, adds and widens; a snapshot keeps what was', async () => {
    const { stdout } = await dbt(AFTER, 'build', '--select', 'kept+')
    expect(stdout).toContain('PASS accepted_values_versions_id__False__1__2__3')
    expect(await ask('select id, name, is_new from marts.kept order by id'), stdout).toEqual([
      [1, 'a', null],
      [2, 'B', true],
      [3, 'c', false],
    ])
    expect(
      await ask('select id, name, dbt_valid_to is null from marts.versions order by id, dbt_valid_from'),
    ).toEqual([
      [1, 'a', true],
      [2, 'b', false],
      [2, 'B', true],
      [3, 'c', true],
    ])
  })

  test('a failing test leaves its rows in a table', async () => {
    expect(await ask('select unique_field, n_records from failures.unique_versions_id')).toEqual([[2, 2]])
  })

  test('OPTIMIZE joins what merges left behind, and VACUUM runs', async () => {
    const deletes = () => ask('select count(*) from marts."kept$files" where content <> 0')
    expect(await deletes()).not.toEqual([[0]])
    const { stdout, exitCode } = await dbt(AFTER, 'run-operation', 'compact')
    expect(exitCode, stdout).toBe(0)
    expect(await deletes()).toEqual([[0]])
    expect(await ask('select count(*) from marts.kept')).toEqual([[3]])
    const ran = engine.endpoint.executed.filter(({ sql }) => /^(optimize|vacuum) .*\.kept\b/im.test(sql))
    expect(ran.map(({ error }) => error)).toEqual([undefined, undefined])
  })

  test('a full refresh leaves nothing of before', async () => {
    const { stdout, exitCode } = await dbt(AFTER, 'run', '--full-refresh', '--select', 'kept')
    expect(exitCode, stdout).toBe(0)
    expect(await ask('select id, name, is_new from marts.kept order by id')).toEqual([
      [2, 'B', true],
      [3, 'c', false],
    ])
  })
})
