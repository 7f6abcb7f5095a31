import type { Header } from '../header.ts'
import type { Look } from './look.ts'

/** A look at a file's bytes, with the columns of the contract that it found to be plain in every cell. */
export interface SeenFile extends Look {
  readonly plain: ReadonlySet<string>
}

/** A file as DuckDB relations of varchar cells, in the file's order and under the header's names. */
export interface Source {
  /** The file's name, for messages. */
  readonly name: string
  readonly header: Header
  /** What a person should know about how it was read. */
  readonly warnings?: readonly string[]
  /** Raises at the first record that cannot be taken apart. Plain columns are typed; it is right where they are plain indeed. */
  rows(plain: ReadonlySet<string>): string
  /** The columns that the file's beginning shows to be plain, where bytes are looked at. */
  readonly plainSoFar?: ReadonlySet<string>
  /** What all of the file's bytes tell on their own. Raises where a record is too long. */
  readonly look?: Promise<SeenFile>
  /** Leaves such records out, for `malformed` to name afterwards. */
  readonly tolerantRows: string
  /** (row_number from 1, record, reason) of the records that `tolerantRows` left out, asked after it was read. */
  readonly malformed?: (look?: Look) => string
}
