import { realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

/** A lake without a warehouse that can be served. */
export class WarehouseNotReady extends Error {
  override name = 'WarehouseNotReady'
}

/**
 * SQL that lets an empty in-memory DuckDB read a warehouse file and nothing else. The driver has no read-only option,
 * and a file opened for writing would keep the next build out. UTC, because marts count months in UTC.
 */
export const attachSql = (file: string) =>
  [
    `ATTACH '${file.replaceAll("'", "''")}' AS warehouse (READ_ONLY)`,
    'USE warehouse',
    `SET TimeZone = 'UTC'`,
    `SET temp_directory = '${join(tmpdir(), 'cx-semantic-layer').replaceAll("'", "''")}'`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ].join(';\n')

export type WarehouseFollower = {
  /** The file to ask now: the newest build that passed its check. */
  current(): Promise<string>
  /** The file asked last, without looking for a newer one. */
  readonly served: string
}

/**
 * Follows `<lake>/warehouse/current.duckdb`, the link that every good build moves to its own file.
 *
 * @param onSwitch told the file that is no longer asked
 * @param onProblem told why a newer file is not served; the one before it stays
 * @throws WarehouseNotReady when there is nothing to serve yet
 */
export async function followWarehouse(
  lake: string,
  onSwitch: (old: string) => void,
  onProblem: (problem: string) => void,
): Promise<WarehouseFollower> {
  const link = join(lake, 'warehouse', 'current.duckdb')
  let served = target(link)
  if (!served) throw new WarehouseNotReady(nothingBuilt(lake, link))
  await check(served)
  let refused = ''

  const look = async () => {
    const next = target(link)
    if (!next || next === served || next === refused) return
    try {
      await check(next)
      const old = served as string
      served = next
      onSwitch(old)
    } catch (error) {
      refused = next
      onProblem((error as Error).message)
    }
  }

  let looking: Promise<void> | undefined
  return {
    // Requests that arrive while a new file is being checked wait for the same check.
    current: async () => {
      looking ??= look().finally(() => {
        looking = undefined
      })
      await looking
      return served as string
    },
    get served() {
      return served as string
    },
  }
}

function target(link: string): string | undefined {
  try {
    return realpathSync(link)
  } catch {
    return undefined
  }
}

/** Opens the file as Cube will: Cube itself only logs what fails here, and would then answer with odd errors. */
async function check(file: string) {
  const database = await DuckDBInstance.create(':memory:')
  const connection = await database.connect()
  try {
    await connection.run(attachSql(file))
    const marts = await connection.runAndReadAll(
      `select count(*) from duckdb_tables() where database_name = 'warehouse' and schema_name = 'marts'
       union all select count(*) from duckdb_views() where database_name = 'warehouse' and schema_name = 'marts'`,
    )
    if (marts.getRows().every(([count]) => Number(count) === 0))
      throw new Error('it holds no table in the schema marts')
  } catch (cause) {
    const reason = (cause as Error).message
    throw new WarehouseNotReady(
      `The warehouse ${file} cannot be served: ${reason}. Build it again: npx cx build.`,
      {
        cause,
      },
    )
  } finally {
    connection.closeSync()
    database.closeSync()
  }
}

const nothingBuilt = (lake: string, link: string) =>
  `No warehouse to serve: ${link} does not exist. Land files first (npx cx land <files> --lake ${lake}), then build it (npx cx build --lake ${lake}).`
