import type { DuckDBConnection } from '@duckdb/node-api'
import { bulkChecks, identifier } from '../../contracts/bulk.ts'
import { quote } from '../../contracts/columns/kind.ts'
import type { Contract } from '../../contracts/index.ts'
import { keysDiffer } from './keys.ts'
import { numbers } from './numbers.ts'
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
  /** The time that the file lands under: what lies ahead of it is in the future. */
  readonly landedAt: Date
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
  const likely = job.source.plainSoFar ?? NONE
  const begun = await writeClean(connection, job, out, likely)
  const look = await job.source.look
  // The file went on otherwise than it began: now it is known how.
  const mistaken = look && [...likely].some((name) => !look.plain.has(name))
  const rows = mistaken ? await writeClean(connection, job, out, look.plain) : begun
  if (rows === undefined || (look && look.records !== rows)) return false
  const distinct = await keysDiffer(connection, job.contract, out.landed, rows)
  return distinct && { received: rows, landed: rows, quarantined: 0, duplicates: 0 }
}

const NONE: ReadonlySet<string> = new Set()

/** Writes all rows, or raises at the first bad one. How many there were; undefined where something is wrong. */
async function writeClean(
  connection: DuckDBConnection,
  job: Job,
  out: Outputs,
  plain: ReadonlySet<string>,
): Promise<number | undefined> {
  const { valid, values } = typedValues(job, plain)
  const columns = values.map(([name, value]) => `${value} as ${identifier(name)}`)
  const select = `select ${columns.join(', ')}, ${provenance(job)} from (${cellsOf(job, job.source.rows(plain), plain)})
    where case when ${valid} then true else error('a row breaks the contract') end`
  try {
    const [rows] = await numbers(
      connection,
      `copy (${select}) to ${quote(out.landed)} (format parquet, compression zstd)`,
    )
    return rows
  } catch {
    // The message may quote the row: it is not passed on. The careful check finds and names what is wrong.
    return undefined
  }
}

/** The typed columns of a job, with personal data as pseudonyms. */
export function typedValues({ contract, landedAt }: Job, plain?: ReadonlySet<string>) {
  const { valid, values, problems } = bulkChecks(contract, landedAt, plain)
  const columns = contract.columns.map(({ name, personal }) => {
    const value = personal ? pseudonymSql(identifier(name), personal) : values.get(name)
    return [name, value ?? 'null'] as const
  })
  return { valid, problems, values: columns }
}

/** A source's rows as the cells of its contract: empty text is null, as it is in plain columns already; missing columns are null, unknown ones are JSON. */
export function cellsOf({ contract, source }: Job, rows: string, plain = NONE): string {
  const { known, unknown } = source.header
  const cells = contract.columns.map(({ name }) => {
    if (plain.has(name)) return identifier(name)
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

// An enum of one value costs nothing to write, where text would be looked up in a dictionary for every row.
export const provenance = ({ fileId }: Job) =>
  `cast(${quote(fileId)} as enum(${quote(fileId)})) as _file, _extra`
