import type { DuckDBConnection } from '@duckdb/node-api'
import { identifier } from '../../contracts/bulk.ts'
import { kinds } from '../../contracts/columns/index.ts'
import type { Contract } from '../../contracts/index.ts'
import { literalPath } from './literal-path.ts'
import { numbers } from './numbers.ts'

/**
 * True where no two rows of a landed file have the same key. Extracts mostly come in the order of their keys, up or down,
 * and one pass along neighbours proves those; others are counted by hashes of 64 bits. False may rarely be a false alarm.
 */
export async function keysDiffer(
  connection: DuckDBConnection,
  contract: Contract,
  file: string,
  rows: number,
): Promise<boolean> {
  const [rises, falls] = await numbers(connection, steps(contract, file))
  if (rows < 2 || rises === rows - 1 || falls === rows - 1) return true
  const keys = contract.key.map(identifier).join(', ')
  const [distinct] = await numbers(
    connection,
    `select count(distinct hash(${keys})) from read_parquet(${literalPath(file)})`,
  )
  return distinct === rows
}

/** How often a row's key is above that of the row before, and how often below. Any one order of all rows will do. */
function steps({ key, columns }: Contract, file: string): string {
  const parts = key.flatMap((name) => {
    const cell = identifier(name)
    const column = columns.find((candidate) => candidate.name === name)
    // Numbered keys without leading zeros rise by length first; those of one length are not disturbed by it.
    return column && kinds[column.kind].type.duckdb === 'varchar' ? [`strlen(${cell})`, cell] : [cell]
  })
  const along = parts.map((part, i) => `${part} as key${i}, lag(${part}) over () as before${i}`)
  const compare = (sign: '>' | '<', i = 0): string => {
    const here = `key${i} ${sign} before${i}`
    return i === parts.length - 1 ? here : `(${here} or key${i} = before${i} and ${compare(sign, i + 1)})`
  }
  return `select count_if(${compare('>')}), count_if(${compare('<')})
    from (select ${along.join(', ')} from read_parquet(${literalPath(file)}))`
}
