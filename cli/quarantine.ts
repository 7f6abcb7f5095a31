import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { quote } from '../contracts/columns/kind.ts'
import type { FolderLake } from '../lambdas/land/folder-lake.ts'
import type { LedgerEntry } from '../lambdas/land/ledger.ts'
import { ask } from './warehouse/duckdb.ts'

/** The rows of a file that were bad in the same way. */
export interface BadRows {
  readonly extract: string
  readonly file: string
  readonly column: string | null
  readonly reason: string
  readonly rows: number
  readonly first_row: number
  readonly first_value: string | null
}

/** Why rows of these files are in quarantine, most frequent reason first within each file. */
export async function summariseQuarantine(
  lake: FolderLake,
  entries: readonly LedgerEntry[],
): Promise<BadRows[]> {
  const withBadRows = entries.filter(({ quarantined }) => quarantined > 0)
  const summaries = await Promise.all(withBadRows.map((entry) => summariseFile(lake, entry)))
  return summaries.flat()
}

async function summariseFile(lake: FolderLake, entry: LedgerEntry): Promise<BadRows[]> {
  const { extract, file } = entry
  const path = join(lake.folder, quarantineKey(entry))
  if (!existsSync(path)) return []
  const rows = await ask<Omit<BadRows, 'extract' | 'file'>>(
    `select column_name as "column", reason, cast(count(*) as integer) as rows,
       cast(min(row_number) as integer) as first_row, arg_min(value, row_number) as first_value
     from read_parquet(${quote(path)}) group by column_name, reason order by rows desc, first_row`,
  )
  return rows.map((row) => ({ extract, file, ...row }))
}

const quarantineKey = ({ extract, landed_at, file_id }: LedgerEntry) =>
  `quarantine/${extract}/landed_on=${landed_at.slice(0, 10)}/${file_id}.parquet`
