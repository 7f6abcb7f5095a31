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

// Where in a cell a byte stands: outside of quotes, within, or after one that ends them or is the first of two.
const [BARE, QUOTED, CLOSED] = [0, 4, 8]
// What the cell is so far: nothing, a number as any other, an unusual one, or none. The two together are the state.
const [START, PLAIN, ODD, TEXT] = [0, 1, 2, 3]
// What a step tells besides the state that follows.
const [RECORD_ENDS, ODD_NUMBER_ENDS] = [16, 32]

const saysOf = (byte: number) => {
  const character = String.fromCharCode(byte)
  if (/[0-9.\r-]/.test(character)) return PLAIN
  return /[\t\v\f +_eE]/.test(character) ? ODD : TEXT
}

/** The state after a byte, with what it tells. Without a delimiter each line is a record, and quotes are nothing special. */
function step(state: number, byte: number, delimiter?: number): number {
  const [kind, place] = [state & 3, state & 12]
  const said = Math.max(kind, saysOf(byte))
  const isQuote = byte === QUOTE && delimiter !== undefined
  if (place === QUOTED) {
    if (isQuote) return kind + CLOSED
    return (byte === delimiter ? TEXT : said) + QUOTED
  }
  const ends = kind === ODD ? ODD_NUMBER_ENDS : 0
  if (byte === NEWLINE) return START | RECORD_ENDS | ends
  if (byte === delimiter) return START | ends
  if (isQuote && state === START) return PLAIN + QUOTED
  if (isQuote && place === CLOSED) return TEXT + QUOTED
  return said + BARE
}

const STEPS = new Map<number | undefined, Uint8Array>()

function stepsFor(delimiter?: number): Uint8Array {
  const known = STEPS.get(delimiter)
  if (known) return known
  const steps = Uint8Array.from({ length: 12 * 256 }, (_, index) => step(index >> 8, index & 255, delimiter))
  STEPS.set(delimiter, steps)
  return steps
}

/** Looks at text chunk by chunk. Quotes open at the beginning of a cell only, as RFC 4180 has it. */
export class Looker {
  #records = 0
  readonly #blankLines: number[] = []
  #longest = { bytes: 0, record: 1 }
  #told = 0
  // Where the last chunk ended: in which state, how many bytes into a record, and with which byte.
  #state = START
  #inRecord = 0
  #last = NEWLINE
  readonly #steps: Uint8Array

  constructor(delimiter?: string) {
    this.#steps = stepsFor(delimiter?.charCodeAt(0))
  }

  take(chunk: Uint8Array): void {
    const steps = this.#steps
    let [state, told, record] = [this.#state, 0, -this.#inRecord]
    for (let at = 0; at < chunk.length; at++) {
      const next = steps[(state << 8) | (chunk[at] as number)] as number
      state = next & 15
      if (next < RECORD_ENDS) continue
      told |= next
      if ((next & RECORD_ENDS) === 0) continue
      this.#endRecord(at - record, at === 0 ? this.#last : (chunk[at - 1] as number))
      record = at + 1
    }
    this.#inRecord = chunk.length - record
    this.#state = state
    this.#told |= told
    this.#last = chunk.at(-1) ?? this.#last
  }

  /** What there was to see, after the last chunk. */
  end(): Look {
    // A last record may lack its line break, or its closing quote.
    if ((this.#state & 12) === QUOTED) this.#state &= 3
    if (this.#inRecord > 0) this.take(Uint8Array.of(NEWLINE))
    return {
      records: Math.max(0, this.#records - 1),
      blankLines: this.#blankLines,
      longest: this.#longest,
      plainNumbers: (this.#told & ODD_NUMBER_ENDS) === 0,
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
