import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ask } from '../cli/warehouse/duckdb.ts'
import { type Bench, type BenchOptions, type Finding, seconds } from './bench.ts'
import { cx, landedSample } from './built-sample.ts'
import { writeDay } from './day.ts'

/** At 16 times as many a full build takes minutes. */
const STORES = Number(process.env.CX_BENCH_STORES || 250)
const SIZES = [1, 4, 16]

interface Measured {
  readonly size: number
  readonly rows: number
  readonly took: number
}

export const build: Bench = {
  name: 'build',
  about: `\`cx build\`, from the command line and with all its tests, over the sample of ${STORES} stores and 4 and 16 times as many; then one more day, landed and built on the largest.`,
  async run(options) {
    const full: Measured[] = []
    for (const size of SIZES) full.push(await fullBuild(options, size))
    const day = await dayBuild(options, STORES * (SIZES.at(-1) ?? 1))
    return [...full.map(asFinding), exponent(full), share(day, full.at(-1))]
  },
}

async function timedBuild(lake: string): Promise<number> {
  const since = performance.now()
  await cx('build', '--quiet', '--lake', lake)
  return (performance.now() - since) / 1000
}

async function fullBuild(options: BenchOptions, size: number): Promise<Measured> {
  const lake = await landedSample(options, STORES * size)
  options.say(`builds ${size}×`)
  const took = await timedBuild(lake)
  const rows = await landedRows(join(lake, 'warehouse', 'current.duckdb'))
  if (size !== SIZES.at(-1)) await rm(lake, { recursive: true })
  return { size, rows, took }
}

async function dayBuild({ scratch, say }: BenchOptions, stores: number): Promise<number> {
  const [lake, day] = [join(scratch, `lake-${stores}`), join(scratch, 'day')]
  say('lands and builds one more day')
  await writeDay(lake, day)
  await cx('land', '--quiet', day, '--lake', lake)
  return timedBuild(lake)
}

async function landedRows(database: string): Promise<number> {
  const [found] = await ask<{ rows: number }>('select sum(landed)::double as rows from raw.ledger', database)
  return found?.rows ?? Number.NaN
}

const asFinding = ({ size, rows, took }: Measured): Finding => ({
  what: `full build at ${size}×, ${(rows / 1e6).toFixed(1)} million rows`,
  value: seconds(took),
})

/** The slope of log time over log rows, by least squares: 1 is proportional. */
function exponent(full: readonly Measured[]): Finding {
  const points = full.map(({ rows, took }) => [Math.log(rows), Math.log(took)] as const)
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const slope =
    points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) /
    points.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
  return { what: "exponent of a full build's time over its rows", value: slope.toFixed(2), goal: '≤ 1.1' }
}

const share = (took: number, full?: Measured): Finding => ({
  what: `one more day at ${full?.size}×, beside a full build`,
  value: seconds(took),
  beside: seconds(full?.took ?? Number.NaN),
  ratio: took / (full?.took ?? Number.NaN),
  goal: '≤ 0.15',
})
