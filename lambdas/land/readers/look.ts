import { basename } from 'node:path'
import { CONTROL, OTHER, type SeenColumn, sortOf } from '../../../contracts/columns/plain.ts'
import { UnreadableFileError } from '../errors.ts'
import { type FileFormat, readWhole } from '../format.ts'

/** What one look at every byte of delimited text tells, without taking it apart. */
export interface Look {
  /** How many records stand below the header, blank lines left out: what a reader must come to. */
  readonly records: number
  /** Where blank lines stand, as their numbers from 1 among records and blank lines. */
  readonly blankLines: readonly number[]
  /** The longest record: its bytes, and its number from 1. */
  readonly longest: { readonly bytes: number; readonly record: number }
  /** The cells below the header, by column. */
  readonly columns: readonly SeenColumn[]
}

const [NEWLINE, RETURN, QUOTE] = [10, 13, 34]
/** The sort of bytes that need a closer look: delimiter, quote, line ends. */
const MARK = 128

/**
 * Looks at text chunk by chunk. Quotes open at the beginning of a cell only, as RFC 4180 has it. Without a delimiter each
 * line is a record, and quotes are nothing special.
 */
export class Looker {
  #records = 0
  readonly #blankLines: number[] = []
  #longest = { bytes: 0, record: 1 }
  // Where the last chunk ended: how many bytes into a record and a cell, in which column, and what the cell holds so far.
  #inRecord = 0
  #inCell = 0
  #column = 0
  #cell = 0
  #quoted = false
  /** How many bytes ago a quote closed: another one right behind it opens the cell again. */
  #sinceQuote = 2
  #last = NEWLINE
  readonly #delimiter: number
  readonly #sortOf = Uint8Array.from({ length: 256 }, (_, byte) => sortOf(byte))
  readonly #sorts: Uint8Array
  readonly #widest: Int32Array

  constructor(delimiter?: string, columns = 1) {
    this.#delimiter = delimiter?.charCodeAt(0) ?? NEWLINE
    this.#sorts = new Uint8Array(columns)
    this.#widest = new Int32Array(columns)
    for (const mark of [this.#delimiter, NEWLINE, RETURN]) this.#sortOf[mark] = MARK
    if (delimiter !== undefined) this.#sortOf[QUOTE] = MARK
  }

  take(chunk: Uint8Array): void {
    const [sorts, delimiter, size] = [this.#sortOf, this.#delimiter, chunk.length]
    let [cell, start, record, closed] = [this.#cell, -this.#inCell, -this.#inRecord, -this.#sinceQuote]
    for (let at = 0; at < size; at++) {
      // Nearly every byte goes this way.
      for (; at < size; at++) {
        const sort = sorts[chunk[at] as number] as number
        if (sort === MARK) break
        cell |= sort
      }
      if (at === size) break
      const byte = chunk[at] as number
      if (byte === QUOTE) {
        if (this.#quoted) closed = at
        if (this.#quoted || at === start || at === closed + 1) this.#quoted = !this.#quoted
        else cell |= OTHER
      } else if (this.#quoted) cell |= byte < 32 ? CONTROL : OTHER
      else if (byte === delimiter || byte === NEWLINE) {
        this.#endCell(cell, at - start)
        if (byte === NEWLINE) {
          this.#endRecord(at - record, at === 0 ? this.#last : (chunk[at - 1] as number))
          record = at + 1
        }
        cell = 0
        start = at + 1
      }
    }
    this.#cell = cell
    this.#inCell = size - start
    this.#inRecord = size - record
    this.#sinceQuote = size - closed
    this.#last = chunk.at(-1) ?? this.#last
  }

  /** What there was to see so far. */
  soFar(): Look {
    return {
      records: Math.max(0, this.#records - 1),
      blankLines: this.#blankLines,
      longest: this.#longest,
      columns: Array.from(this.#sorts, (sorts, column) => ({ sorts, widest: this.#widest[column] ?? 0 })),
    }
  }

  /** What there was to see, after the last chunk. */
  end(): Look {
    const ended = this.#inRecord === 0
    // A last record may lack its line break, or its closing quote.
    this.#quoted = false
    if (!ended) this.take(Uint8Array.of(NEWLINE))
    return this.soFar()
  }

  #endCell(cell: number, bytes: number): void {
    const column = this.#column++
    // What stands beyond the last column makes the record malformed: a typed array takes no notice of it.
    this.#sorts[column] = (this.#sorts[column] as number) | cell
    if (bytes > (this.#widest[column] as number)) this.#widest[column] = bytes
  }

  #endRecord(bytes: number, last: number): void {
    this.#column = 0
    if (bytes === 0 || (bytes === 1 && last === RETURN)) {
      this.#blankLines.push(this.#records + this.#blankLines.length + 1)
      return
    }
    this.#records++
    if (bytes > this.#longest.bytes) this.#longest = { bytes, record: this.#records }
    // The header's cells are names.
    if (this.#records === 1) for (const seen of [this.#sorts, this.#widest]) seen.fill(0)
  }
}

/** A look that goes on: what the first bytes tell, then what all of them do. */
export interface Looking {
  readonly begin: Promise<Look>
  readonly whole: Promise<Look>
}

/** Looks at a file, unpacked. Refuses one with a record that is longer than a reader may be asked to hold. */
export function lookAt(file: string, format: FileFormat, most: number, looker: Looker): Looking {
  const begin = Promise.withResolvers<Look>()
  const whole = readWhole(file, format, (chunk) => {
    looker.take(chunk)
    begin.resolve(looker.soFar())
  }).then(() => requireShort(file, looker.end(), most))
  whole.then(begin.resolve, begin.reject)
  return { begin: begin.promise, whole }
}

function requireShort(file: string, look: Look, most: number): Look {
  if (look.longest.bytes <= most) return look
  throw new UnreadableFileError(
    basename(file),
    `has a record of ${look.longest.bytes} bytes, number ${look.longest.record} with the header, where ${most} are allowed. Is a quote opened there that is not closed? Mend or shorten it and land the file again`,
  )
}
