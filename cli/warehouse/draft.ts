import type { DuckDBConnection } from '@duckdb/node-api'
import { clearFits } from '../../lambdas/fit/fit.ts'
import type { FolderLake } from '../../lambdas/land/folder-lake.ts'
import { fitsOnDuckDb, withDatabase } from './duckdb.ts'
import { createRawTables } from './raw-tables.ts'
import type { BuildRecord, Versions } from './versions.ts'

export interface Draft {
  readonly path: string
  /** Whether it starts from nothing, not from the last published database. */
  readonly full: boolean
}

/**
 * A database to build in, with its raw tables. It goes on from the last published one where files have only come to
 * what that was built from, by the same SQL and contracts; else it starts from nothing.
 */
export async function openDraft(
  versions: Versions,
  lake: FolderLake,
  { last, code }: { last: BuildRecord | undefined; code: string },
): Promise<Draft> {
  if (last?.code === code) {
    const path = await versions.newDraft(versions.current)
    if (await withDatabase(path, (connection) => isContinued(connection, lake))) return { path, full: false }
  }
  const path = await versions.newDraft()
  await withDatabase(path, async (connection) => {
    await createRawTables(connection, lake)
    await clearFits(fitsOnDuckDb(connection))
  })
  return { path, full: true }
}

/** Opens the raw tables in a copy of a database; false where a file that it was built from is in the ledger no more. */
async function isContinued(connection: DuckDBConnection, lake: FolderLake): Promise<boolean> {
  await createRawTables(connection, lake)
  const reader = await connection.runAndReadAll(`
    select count(*)::integer as gone
    from staging.stg_landing__ledger as built
    anti join raw.ledger as ledger on built.file_id = ledger.file_id and built.extract = ledger.extract`)
  return reader.getRowObjects()[0]?.gone === 0
}
