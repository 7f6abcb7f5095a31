import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { formatBytes, formatCount } from '../cli/ui/format.ts'
import { type Bench, type Finding, runAlone, seconds } from './bench.ts'

/** A tenth of the largest that is promised; all of it (CX_BENCH_SAMPLE_STORES=10000) takes half an hour and 7 GB of disk. */
const STORES = Number(process.env.CX_BENCH_SAMPLE_STORES || 1000)
const MONTHS = 60

export const sample: Bench = {
  name: 'sample',
  about: `\`cx sample --stores ${STORES} --months ${MONTHS}\`: it is made and written in batches of months, so that memory grows with the stores and not with the months. CX_BENCH_SAMPLE_STORES=10000 measures the largest that is promised.`,
  async run({ scratch, say }): Promise<Finding[]> {
    const out = join(scratch, 'sample')
    say(`generates ${formatCount(STORES, 'store')} over ${formatCount(MONTHS, 'month')}`)
    const size = [String(STORES), String(MONTHS)]
    const made = await runAlone(process.execPath, [
      join(import.meta.dirname, 'work', 'sample.ts'),
      out,
      ...size,
    ])
    await rm(out, { recursive: true })
    return [
      {
        what: 'peak memory',
        value: formatBytes(made.peak),
        ratio: made.peak / 2e9,
        beside: '2 GB',
        goal: '< 2 GB',
      },
      { what: 'time', value: seconds(made.seconds) },
    ]
  },
}
