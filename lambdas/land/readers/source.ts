import type { Header } from '../header.ts'
import type { Look } from './look.ts'

/** A file as DuckDB relations of varchar cells, in the file's order and under the header's names. */
export interface Source {
  /** The file's name, for messages. */
  readonly name: string
  readonly header: Header
  /** What a person should know about how it was read. */
  readonly warnings?: readonly string[]
  /** Raises at the first record that cannot be taken apart. */
  readonly rows: string
  /** The columns that `rows` gives as numbers. What it gives is right only where the look finds all written plainly. */
  readonly read?: ReadonlySet<string>
  /** What the file's bytes tell on their own, where they are looked at. Raises where a record is too long. */
  readonly look?: Promise<Look>
  /** Leaves such records out, for `malformed` to name afterwards. */
  readonly tolerantRows: string
  /** (row_number from 1, record, reason) of the records that `tolerantRows` left out, asked after it was read. */
  readonly malformed?: (look?: Look) => string
}
