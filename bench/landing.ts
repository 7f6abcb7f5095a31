import { existsSync } from 'node:fs'
import { rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { formatBytes, formatCount } from '../cli/ui/format.ts'
import { ask } from '../cli/warehouse/duckdb.ts'
import { quote } from '../contracts/columns/kind.ts'
import { type Bench, type BenchOptions, besidePeer, type Finding, inTurn, runAlone } from './bench.ts'
import { againstDlt } from './dlt.ts'

export const ROWS = 5_000_000

export const landing: Bench = {
  name: 'landing',
  about: `A CSV of ${formatCount(ROWS, 'order line')} is landed, every row checked against its contract, beside DuckDB's plain COPY of the same file to Parquet and beside dlt with a frozen schema.`,
  async run(options) {
    const file = await orderLines(options, ROWS)
    return [...(await againstCopy(options, file)), ...(await againstDlt(options))]
  },
}

/** The same made-up order lines for everybody: a file of so many rows, made once. */
export async function orderLines({ cache, say }: BenchOptions, rows: number): Promise<string> {
  const file = join(cache, `order_lines-${rows}.csv`)
  if (existsSync(file)) return file
  say(`makes ${file}`)
  await ask(
    `copy (select 'o' || lpad(cast(i // 3 as varchar), 8, '0') as order_id, i % 3 + 1 as line_no,
       'p' || hash(i) % 5000 as product_id, ['shoes', 'toys', 'food', 'garden', 'books'][1 + cast(hash(i + 1) % 5 as bigint)] as category,
       1 + hash(i) % 4 as quantity, cast(hash(i) % 10000 / 100 as decimal(10, 2)) as net_amount,
       cast(hash(i + 2) % 500 / 100 as decimal(10, 2)) as discount_amount,
       cast(hash(i + 3) % 5000 / 100 as decimal(10, 2)) as unit_cost, cast(hash(i) % 50 = 0 as integer) as returned_quantity
     from range(${rows}) as lines(i)) to ${quote(`${file}.part`)} (format csv, header)`,
  )
  await rename(`${file}.part`, file)
  return file
}

const work = join(import.meta.dirname, 'work')

export const landAlone = (file: string, lake: string) =>
  runAlone(process.execPath, [join(work, 'land.ts'), file, lake])

async function againstCopy({ rounds, scratch, say }: BenchOptions, file: string): Promise<Finding[]> {
  say(`lands ${formatBytes((await stat(file)).size)}, ${rounds} times`)
  const { land, copy } = await inTurn(rounds, {
    copy: () => runAlone(process.execPath, [join(work, 'copy.ts'), file, join(scratch, 'copy.parquet')]),
    land: (round) => landAlone(file, join(scratch, `lake-${round}`)),
  })
  return besidePeer(['', 'COPY'], land, copy, { throughput: '≥ 0.5', peak: '< 1.5 GB' })
}
