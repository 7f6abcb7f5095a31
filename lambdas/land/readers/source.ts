import type { Header } from '../header.ts'

/** A file as DuckDB relations of varchar cells, in the file's order and under the header's names. */
export interface Source {
  /** The file's name, for messages. */
  readonly name: string
  readonly header: Header
  /** What a person should know about how it was read. */
  readonly warnings?: readonly string[]
  /** Raises at the first record that cannot be taken apart. */
  readonly rows: string
  /** The columns that `rows` gives as numbers, because all their cells are written plainly. */
  readonly read?: ReadonlySet<string>
  /** How many records the file has by an independent count, where there is one. */
  readonly records?: number
  /** Leaves such records out, for `malformed` to name afterwards. */
  readonly tolerantRows: string
  /** (row_number from 1, record, reason) of the records that `tolerantRows` left out, asked after it was read. */
  readonly malformed?: string
}
