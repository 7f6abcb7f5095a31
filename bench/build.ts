import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ask } from '../cli/warehouse/duckdb.ts'
import { type Bench, type BenchOptions, type Finding, type Run, runAlone, seconds } from './bench.ts'
import { CX, cx, landedSample } from './built-sample.ts'
import { writeDay } from './day.ts'

/** The sample as it is without options. A retailer grows in stores and in months: 16 times its facts are 4 times both. */
const SAMPLE = { stores: Number(process.env.CX_BENCH_STORES || 1000), months: 24 }
const GROWTH = [1, 2, 4]
const LARGEST = GROWTH.at(-1) ?? 1

interface Measured extends Run {
  readonly size: number
  readonly rows: number
}

export const build: Bench = {
  name: 'build',
  about: `\`cx build\`, from the command line and with all its tests, over the sample of ${SAMPLE.stores} stores and ${SAMPLE.months} months, and over 2 and 4 times as many of both, which are 4 and 16 times its facts; then one more day, landed and built on the largest.`,
  async run(options) {
    const full: Measured[] = []
    for (const growth of GROWTH) full.push(await fullBuild(options, growth))
    const day = await dayBuild(options)
    return [...full.map(asFinding), exponent(full), ...share(day, full.at(-1) as Measured)]
  },
}

const python = resolve(import.meta.dirname, '../.venv/bin/python')

const measuredBuild = (lake: string): Promise<Run> =>
  runAlone(python, [
    ...[join(import.meta.dirname, 'work/measured.py'), 'node', CX],
    ...['build', '--quiet', '--lake', lake],
  ])

async function fullBuild(options: BenchOptions, growth: number): Promise<Measured> {
  const size = growth * growth
  const lake = await landedSample(options, SAMPLE.stores * growth, SAMPLE.months * growth)
  options.say(`builds ${size}×`)
  const took = await measuredBuild(lake)
  const rows = await landedRows(join(lake, 'warehouse', 'current.duckdb'))
  if (growth !== LARGEST) await rm(lake, { recursive: true })
  return { ...took, size, rows }
}

async function dayBuild({ scratch, say }: BenchOptions): Promise<Run> {
  const [lake, day] = [join(scratch, `lake-${SAMPLE.stores * LARGEST}`), join(scratch, 'day')]
  say('lands and builds one more day')
  await writeDay(lake, day)
  await cx('land', '--quiet', day, '--lake', lake)
  return measuredBuild(lake)
}

async function landedRows(database: string): Promise<number> {
  const [found] = await ask<{ rows: number }>('select sum(landed)::double as rows from raw.ledger', database)
  return found?.rows ?? Number.NaN
}

const asFinding = ({ size, rows, seconds: took, processor }: Measured): Finding => ({
  what: `full build at ${size}×, ${(rows / 1e6).toFixed(1)} million rows`,
  value: `${seconds(took)} (processor ${seconds(processor)})`,
})

/** The slope of log time over log rows, by least squares: 1 is proportional. */
function exponent(full: readonly Measured[]): Finding {
  const points = full.map(({ rows, seconds: took }) => [Math.log(rows), Math.log(took)] as const)
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const slope =
    points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) /
    points.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
  return { what: "exponent of a full build's time over its rows", value: slope.toFixed(2), goal: '≤ 1.1' }
}

/** What it costs is processor time; what people wait for is less on more cores. */
function share(day: Run, full: Measured): Finding[] {
  const what = `one more day at ${full.size}×, beside a full build`
  const beside = (name: string, one: number, other: number): Finding => ({
    what: name,
    value: seconds(one),
    beside: seconds(other),
    ratio: one / other,
    goal: '≤ 0.15',
  })
  return [
    beside(`${what}: processor time`, day.processor, full.processor),
    beside(what, day.seconds, full.seconds),
  ]
}
