import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { formatCount } from '../cli/ui/format.ts'
import { type BenchOptions, type Finding, inTurn, runAlone } from './bench.ts'
import { landAlone, orderLines, ROWS } from './landing.ts'

const PACKAGES = ['dlt[filesystem,parquet]==1.31.0', 'duckdb==1.5.5', 'pandas==2.3.3']
/** dlt takes a row at a time by default: at the rows of the other benches it would run for many minutes. */
const DLT_ROWS = 100_000

/** dlt from CSV to Parquet with its schema contract frozen, by its default reader and by its fastest. */
export async function againstDlt(options: BenchOptions): Promise<Finding[]> {
  const { rounds, scratch, say } = options
  const python = await dltPython(options)
  const [all, some] = [await orderLines(options, ROWS), await orderLines(options, DLT_ROWS)]
  const dlt = (reader: string, file: string) => (round: number) =>
    runAlone(python, [
      join(import.meta.dirname, 'work/dlt_land.py'),
      reader,
      file,
      join(scratch, `${reader}-${round}`),
    ])
  say(
    `lets dlt take in ${formatCount(DLT_ROWS, 'row')} by its default reader and ${formatCount(ROWS, 'row')} by its fastest`,
  )
  const { land, slow, fast } = await inTurn(Math.min(rounds, 3), {
    land: (round) => landAlone(all, join(scratch, `lake-beside-dlt-${round}`)),
    slow: dlt('read_csv', some),
    fast: dlt('read_csv_duckdb', all),
  })
  const perSecond = { land: ROWS / land.seconds, slow: DLT_ROWS / slow.seconds, fast: ROWS / fast.seconds }
  const beside = (what: string, other: number, goal?: string): Finding => ({
    what,
    value: `${Math.round(perSecond.land / 1000)}k rows/s`,
    beside: `${Math.round(other / 1000)}k rows/s`,
    ratio: perSecond.land / other,
    ...(goal ? { goal } : {}),
  })
  return [
    beside(
      `throughput, beside dlt's default reader (${formatCount(DLT_ROWS, 'row')})`,
      perSecond.slow,
      '≥ 10',
    ),
    beside(
      `throughput, beside dlt's fastest reader (DuckDB to Arrow, ${formatCount(ROWS, 'row')})`,
      perSecond.fast,
    ),
  ]
}

/** dlt in a Python environment of its own, made once per set of versions. */
async function dltPython({ cache, say }: BenchOptions): Promise<string> {
  const folder = join(cache, PACKAGES.join('-').replaceAll(/[^a-z0-9.]+/g, '-'))
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  const ready = join(folder, 'ready')
  if (existsSync(ready)) return python
  say(`installs ${PACKAGES.join(', ')} into ${folder}`)
  await execa('python3', ['-m', 'venv', folder])
  await execa(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES])
  await mkdir(ready)
  return python
}
