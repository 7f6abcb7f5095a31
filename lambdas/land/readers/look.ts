import { basename } from 'node:path'
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
  /** True where each cell that could be a number is written plainly: without blank, plus, underscore or exponent. */
  readonly plainNumbers: boolean
}

const [NEWLINE, RETURN, QUOTE] = [10, 13, 34]
// What a byte says of its cell: a number as any other, an unusual one, or none; or that it needs a closer look.
const [PLAIN, ODD, TEXT, MARK] = [0, 1, 2, 4]

const saysOf = (byte: number) => {
  const character = String.fromCharCode(byte)
  if (/[0-9.\r-]/.test(character)) return PLAIN
  return /[\t\v\f +_eE]/.test(character) ? ODD : TEXT
}

/**
 * Looks at text chunk by chunk. Quotes open at the beginning of a cell only, as RFC 4180 has it. Without a delimiter each
 * line is a record, and quotes are nothing special.
 */
export class Looker {
  #records = 0
  readonly #blankLines: number[] = []
  #longest = { bytes: 0, record: 1 }
  #plainNumbers = true
  // Where the last chunk ended: how many bytes into a record and a cell, which sort of cell, and whether within quotes.
  #inRecord = 0
  #inCell = 0
  #cell = PLAIN
  #quoted = false
  #last = NEWLINE
  readonly #delimiter: number
  readonly #says = Uint8Array.from({ length: 256 }, (_, byte) => saysOf(byte))

  constructor(delimiter?: string) {
    this.#delimiter = delimiter?.charCodeAt(0) ?? NEWLINE
    for (const mark of [this.#delimiter, NEWLINE]) this.#says[mark] = MARK
    if (delimiter !== undefined) this.#says[QUOTE] = MARK
  }

  take(chunk: Uint8Array): void {
    const [says, delimiter] = [this.#says, this.#delimiter]
    let [cell, quoted, record, start] = [this.#cell, this.#quoted, -this.#inRecord, -this.#inCell]
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number
      const said = says[byte] as number
      // Nearly every byte goes this way.
      if (said !== MARK) cell |= said
      else if (byte === QUOTE && byte !== delimiter) {
        if (quoted || at === start) quoted = !quoted
        else cell = TEXT
      } else if (quoted) cell = TEXT
      else {
        if (cell === ODD) this.#plainNumbers = false
        cell = PLAIN
        start = at + 1
        if (byte !== NEWLINE) continue
        this.#endRecord(at - record, at === 0 ? this.#last : (chunk[at - 1] as number))
        record = start
      }
    }
    this.#inRecord = chunk.length - record
    this.#inCell = chunk.length - start
    this.#cell = cell
    this.#quoted = quoted
    this.#last = chunk.at(-1) ?? this.#last
  }

  /** What there was to see, after the last chunk. */
  end(): Look {
    const ended = this.#inRecord === 0
    // A last record may lack its line break, or its closing quote.
    this.#quoted = false
    if (!ended) this.take(Uint8Array.of(NEWLINE))
    return {
      records: Math.max(0, this.#records - 1),
      blankLines: this.#blankLines,
      longest: this.#longest,
      plainNumbers: this.#plainNumbers,
    }
  }

  #endRecord(bytes: number, last: number): void {
    if (bytes === 0 || (bytes === 1 && last === RETURN)) {
      this.#blankLines.push(this.#records + this.#blankLines.length + 1)
      return
    }
    this.#records++
    if (bytes > this.#longest.bytes) this.#longest = { bytes, record: this.#records }
  }
}

/** Looks at a file, unpacked. Refuses one with a record that is longer than a reader may be asked to hold. */
export async function lookAt(file: string, format: FileFormat, most: number, looker: Looker): Promise<Look> {
  await readWhole(file, format, (chunk) => looker.take(chunk))
  const look = looker.end()
  if (look.longest.bytes <= most) return look
  throw new UnreadableFileError(
    basename(file),
    `has a record of ${look.longest.bytes} bytes, its ${look.longest.record}th counted with the header, where ${most} are allowed. Is a quote opened there that is not closed? Mend or shorten it and land the file again`,
  )
}
