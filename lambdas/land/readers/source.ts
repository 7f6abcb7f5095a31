import type { Header } from '../header.ts'

/** A file as DuckDB relations of varchar cells, in the file's order and under the header's names. */
export interface Source {
  readonly header: Header
  /** Raises at the first record that cannot be taken apart. */
  readonly rows: string
  /** Leaves such records out, for `malformed` to name afterwards. */
  readonly tolerantRows: string
  /** (row_number from 1, record, reason) of the records that `tolerantRows` left out, asked after it was read. */
  readonly malformed?: string
}
