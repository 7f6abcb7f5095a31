import { mkdtempSync, realpathSync } from 'node:fs'
import { cp, mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeDay } from '../../../bench/day.ts'
import { ask } from '../../../cli/warehouse/duckdb.ts'
import { builtLake, cx } from '../../built-lake.ts'

const work = mkdtempSync(join(tmpdir(), 'cx-full-disk-'))
const disk = join(work, 'disk')
const lake = join(disk, 'lake')
const current = join(lake, 'warehouse', 'current.duckdb')

const shell = (command: string, ...args: string[]) => execa(command, args, { reject: false })
const orders = () => ask('select count(*) as orders from marts.fct_orders', realpathSync(current))

/** A disk of its own in memory, which nothing else writes to. */
await mkdir(disk)
const mounted = (await shell('mount', '-t', 'tmpfs', '-o', 'size=1g', 'tmpfs', disk)).exitCode === 0
if (!mounted) console.warn('Not run: a build on a full disk. Mounting a small disk needs root.')

beforeAll(async () => {
  if (!mounted) return
  await cp((await builtLake()).lake, lake, { recursive: true, verbatimSymlinks: true })
  await writeDay(lake, join(disk, 'day'))
  await cx('land', join(disk, 'day'), '--lake', lake)
})
afterAll(async () => {
  if (mounted) await execa('umount', [disk])
  await rm(work, { recursive: true, force: true })
})

const setSpace = async (free: number) => {
  const { stdout } = await execa('df', ['--output=used', '-k', disk])
  await execa('mount', ['-o', `remount,size=${Number(stdout.split('\n')[1]) + free}k`, disk])
}

test.runIf(mounted).each([
  ['to go on from the last build', 1_000, []],
  ['for the marts', 25_000, ['--full-refresh']],
])(
  'a disk without room %s is named, and the last build stays',
  { timeout: 900_000 },
  async (_, free, flags) => {
    const before = await orders()
    await setSpace(free)
    const { exitCode, stderr } = await cx('build', '--quiet', ...flags, '--lake', lake)
    expect(stderr).toMatch(/^cx: The disk is full: the build could not be written to .*warehouse/)
    expect(exitCode).toBe(1)
    expect(await orders()).toEqual(before)
  },
)
