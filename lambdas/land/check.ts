import type { DuckDBConnection } from '@duckdb/node-api'
import { bulkChecks, identifier } from '../../contracts/bulk.ts'
import { quote } from '../../contracts/columns/kind.ts'
import type { Contract } from '../../contracts/index.ts'
import { literalPath } from './literal-path.ts'
import { pseudonymSql } from './pseudonym.ts'
import type { Source } from './readers/source.ts'

export interface Checked {
  readonly received: number
  readonly landed: number
  readonly quarantined: number
  readonly duplicates: number
}

/** The local files that a check writes; those that would hold no row are not there. */
export interface Outputs {
  readonly landed: string
  readonly quarantine: string
  readonly superseded: string
}

export interface Job {
  readonly contract: Contract
  readonly source: Source
  readonly fileId: string
  readonly folder: string
}

export const sessionSettings = [
  "set TimeZone = 'UTC'",
  // Rows keep the file's order, so the same content gives the same bytes, whatever the number of threads.
  'set preserve_insertion_order = true',
]

/**
 * Checks a whole file in one pass that writes typed rows as it reads, and raises at the first thing that is wrong. Most
 * files are clean, and for them this is all. False where something is wrong; the file is then checked again with care.
 */
export async function checkClean(
  connection: DuckDBConnection,
  job: Job,
  out: Outputs,
): Promise<Checked | false> {
  const { valid, values } = typedValues(job, job.source.read)
  const [first, ...rest] = values
  const guarded = `case when ${valid} then ${first?.[1]} else error('a row breaks the contract') end as ${identifier(first?.[0] ?? '')}`
  const columns = [guarded, ...rest.map(([name, value]) => `${value} as ${identifier(name)}`)]
  try {
    await connection.run(
      `copy (select ${columns.join(', ')}, ${provenance(job)} from (${cellsOf(job, job.source.rows, job.source.read)})) to ${quote(out.landed)} (format parquet, compression zstd)`,
    )
  } catch {
    // The message may quote the row: it is not passed on. The careful check finds and names what is wrong.
    return false
  }
  const look = await job.source.look
  if (look && !look.plainNumbers) return false
  const [rows = 0] = await numbers(
    connection,
    `select count(*) from read_parquet(${literalPath(out.landed)})`,
  )
  if (look && look.records !== rows) return false
  const distinct = await areDistinct(connection, job.contract.key.map(identifier), out.landed)
  return distinct && { received: rows, landed: rows, quarantined: 0, duplicates: 0 }
}

/** Whether each key stands once. Keys that only rise do, which is cheaper to see than by remembering all of them. */
async function areDistinct(
  connection: DuckDBConnection,
  keys: readonly string[],
  file: string,
): Promise<boolean> {
  const rows = `read_parquet(${literalPath(file)})`
  const previous = (key: string) => `lag(${key}) over ()`
  const rises = keys.reduceRight(
    (rest, key) => `${key} > ${previous(key)} or (${key} = ${previous(key)} and (${rest}))`,
    'false',
  )
  const [falls = 0] = await numbers(
    connection,
    `select count(*) from (select ${rises} as rises from ${rows}) where rises is not true`,
  )
  // The first row has none before it.
  if (falls <= 1) return true
  const [all, distinct] = await numbers(
    connection,
    `select count(*), count(distinct hash(${keys.join(', ')})) from ${rows}`,
  )
  return all === distinct
}

/** The typed columns of a job, with personal data as pseudonyms. */
export function typedValues({ contract }: Job, read?: ReadonlySet<string>) {
  const { valid, values, problems } = bulkChecks(contract, read)
  const columns = contract.columns.map(({ name, personal }) => {
    const value = personal ? pseudonymSql(identifier(name), personal) : values.get(name)
    return [name, value ?? 'null'] as const
  })
  return { valid, problems, values: columns }
}

/** A source's rows as the cells of its contract: empty text is null, missing columns are null, unknown ones are JSON. */
export function cellsOf({ contract, source }: Job, rows: string, read?: ReadonlySet<string>): string {
  const { known, unknown } = source.header
  const cells = contract.columns.map(({ name }) => {
    if (read?.has(name)) return identifier(name)
    return known.has(name)
      ? `nullif(${identifier(name)}, '') as ${identifier(name)}`
      : `cast(null as varchar) as ${identifier(name)}`
  })
  return `select ${cells.join(', ')}, ${extraOf(unknown)} as _extra from (${rows})`
}

function extraOf(unknown: readonly string[]): string {
  if (unknown.length === 0) return 'cast(null as varchar)'
  const pairs = unknown.map((name) => `${quote(name)}, nullif(${identifier(name)}, '')`)
  // A merge with nothing leaves out what is null.
  return `nullif(cast(json_merge_patch('{}', json_object(${pairs.join(', ')})) as varchar), '{}')`
}

export const provenance = ({ fileId }: Job) => `${quote(fileId)} as _file, _extra`

export async function numbers(connection: DuckDBConnection, sql: string): Promise<number[]> {
  const reader = await connection.runAndReadAll(sql)
  return (reader.getRows()[0] ?? []).map(Number)
}
