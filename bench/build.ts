import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { withDatabase } from '../cli/warehouse/duckdb.ts'
import { writeDay } from './day.ts'

export interface BenchRow {
  readonly what: string
  readonly value: string
  /** What is promised; empty where a figure only stands beside another. */
  readonly promised: string
  readonly holds: boolean
}

const MONTHS = 24
const SIZES = [1, 4, 16]
const EXPONENT = 1.1
const DAY_SHARE = 0.15

interface Measured {
  readonly size: number
  readonly facts: number
  readonly seconds: number
}

/**
 * Times `cx build` over 1, 4 and 16 times as many stores, then a day's increment on the largest. Every build starts
 * from the command line, with all its tests. `stores`: how many 1× is; 250 take minutes at 16×.
 */
export async function benchBuild({ stores = 250 } = {}): Promise<BenchRow[]> {
  const work = await mkdtemp(join(tmpdir(), 'cx-bench-build-'))
  try {
    const full: Measured[] = []
    for (const size of SIZES) full.push(await fullBuild(work, size, stores * size))
    const day = await dayBuild(work, join(work, `lake-${SIZES.at(-1)}`))
    return [...full.map(asRow), exponent(full), share(day, full.at(-1))]
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

const cx = (...args: string[]) =>
  execa('node', [join(import.meta.dirname, '../cli/cx.mjs'), ...args], {
    env: { CX_PSEUDONYM_KEY: 'a key that is only used in this benchmark' },
  })

async function timedBuild(lake: string): Promise<number> {
  const since = performance.now()
  await cx('build', '--quiet', '--lake', lake)
  return (performance.now() - since) / 1000
}

async function fullBuild(work: string, size: number, stores: number): Promise<Measured> {
  const [extracts, lake] = [join(work, 'extracts'), join(work, `lake-${size}`)]
  await cx('sample', '--quiet', '--stores', String(stores), '--months', String(MONTHS), '--out', extracts)
  await cx('land', '--quiet', extracts, '--lake', lake)
  await rm(extracts, { recursive: true })
  const seconds = await timedBuild(lake)
  const facts = await factsIn(join(lake, 'warehouse', 'current.duckdb'))
  if (size !== SIZES.at(-1)) await rm(lake, { recursive: true })
  return { size, facts, seconds }
}

async function dayBuild(work: string, lake: string): Promise<number> {
  await writeDay(lake, join(work, 'day'))
  await cx('land', '--quiet', join(work, 'day'), '--lake', lake)
  return timedBuild(lake)
}

const factsIn = (database: string) =>
  withDatabase(
    database,
    async (connection) => {
      const reader = await connection.runAndReadAll(
        `select sum(estimated_size)::double as facts from duckdb_tables() where schema_name = 'staging'`,
      )
      return Number(reader.getRowObjects()[0]?.facts)
    },
    { access_mode: 'READ_ONLY' },
  )

const asRow = ({ size, facts, seconds }: Measured): BenchRow => ({
  what: `full build at ${size}×, ${(facts / 1e6).toFixed(1)} million rows`,
  value: `${seconds.toFixed(1)} s`,
  promised: '',
  holds: true,
})

/** The slope of log time over log size, by least squares: 1 is proportional. */
function exponent(full: Measured[]): BenchRow {
  const points = full.map(({ facts, seconds }) => [Math.log(facts), Math.log(seconds)] as const)
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const slope =
    points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) /
    points.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
  return {
    what: "exponent of a full build's time over its rows",
    value: slope.toFixed(2),
    promised: `at most ${EXPONENT}`,
    holds: slope <= EXPONENT,
  }
}

function share(seconds: number, full?: Measured): BenchRow {
  const part = seconds / (full?.seconds ?? Number.NaN)
  return {
    what: `a day's increment at ${full?.size}× (${seconds.toFixed(1)} s), of the full build`,
    value: `${(100 * part).toFixed(1)} %`,
    promised: `at most ${100 * DAY_SHARE} %`,
    holds: part <= DAY_SHARE,
  }
}
