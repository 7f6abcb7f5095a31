import { kinds } from './columns/index.ts'
import type { Contract } from './contract.ts'

export type Engine = 'duckdb' | 'athena'

export interface TableColumn {
  readonly name: string
  readonly type: string
  readonly description: string
}

const VARCHAR: Record<Engine, string> = { duckdb: 'varchar', athena: 'string' }

/** The columns of an extract's raw table: the contract's, then where the row came from and what else came with it. */
export function rawColumns(contract: Contract, engine: Engine): TableColumn[] {
  const own = contract.columns.map(({ name, kind, description }) => ({
    name,
    type: kinds[kind].type[engine],
    description,
  }))
  return [
    ...own,
    { name: '_file', type: VARCHAR[engine], description: 'The landed file: an entry of the ledger.' },
    {
      name: '_extra',
      type: VARCHAR[engine],
      description: 'Columns that the contract does not know, as JSON.',
    },
  ]
}
