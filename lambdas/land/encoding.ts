import { isUtf8 } from 'node:buffer'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { finished } from 'node:stream/promises'
import { UnreadableFileError } from './errors.ts'
import { type FileFormat, firstLine, readWhole } from './format.ts'

/** A text file as landing reads it: in UTF-8. */
export interface Text {
  readonly file: string
  readonly format: FileFormat
  /** What a person should know about how it was read. */
  readonly warnings: readonly string[]
}

/**
 * Brings a text file to UTF-8. One whose bytes beyond ASCII are mostly no UTF-8 is taken for Latin-1 (its superset
 * windows-1252, as the Encoding Standard has it) and read with a warning; a few broken characters do not make it one.
 */
export async function asUtf8(file: string, format: FileFormat, scratch: string): Promise<Text> {
  const name = basename(file)
  if ((await firstLine(file, format.compression)).includes('\0')) {
    throw new UnreadableFileError(
      name,
      'holds NUL characters in its first line, as UTF-16 does. Convert it (iconv -f UTF-16 -t UTF-8 old.csv > new.csv) or export it as UTF-8',
    )
  }
  const count = new Utf8Count()
  await readWhole(file, format, (chunk) => count.take(chunk))
  const { stray, characters } = count.end()
  if (stray <= characters) return { file, format, warnings: [] }
  const warning = `${name} is not UTF-8: ${stray + characters} characters beyond ASCII were read as Latin-1 (windows-1252). If they look wrong, convert the file to UTF-8 and land it again.`
  return {
    file: await fromLatin1(file, format, scratch),
    format: { ...format, compression: 'none' },
    warnings: [warning],
  }
}

async function fromLatin1(file: string, format: FileFormat, scratch: string): Promise<string> {
  const folder = join(scratch, 'utf-8')
  await mkdir(folder, { recursive: true })
  const decoder = new TextDecoder('windows-1252')
  const output = createWriteStream(join(folder, basename(file)))
  await readWhole(file, format, (chunk) => void output.write(decoder.decode(chunk, { stream: true })))
  await finished(output.end())
  return join(folder, basename(file))
}

/** Counts UTF-8's characters beyond ASCII, and bytes that are part of none. Whole chunks are only counted where one is broken. */
class Utf8Count {
  #stray = 0
  #characters = 0
  #rest: Uint8Array = Buffer.alloc(0)

  take(chunk: Uint8Array): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    const whole = bytes.length - unfinished(bytes)
    this.#rest = Buffer.from(bytes.subarray(whole))
    this.#count(bytes.subarray(0, whole))
  }

  end() {
    this.#count(this.#rest)
    return { stray: this.#stray, characters: this.#characters }
  }

  #count(bytes: Uint8Array): void {
    if (this.#stray === 0 && isUtf8(bytes)) return
    for (let at = 0; at < bytes.length; at++) {
      if ((bytes[at] as number) < 128) continue
      const length = lengthOf(bytes[at] as number)
      if (length > 1 && isUtf8(bytes.subarray(at, at + length))) {
        this.#characters++
        at += length - 1
      } else this.#stray++
    }
  }
}

const lengthOf = (lead: number) => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1)

/** How many bytes at the end begin a character that is not yet whole. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number
    if (byte >= 0xc0) return lengthOf(byte) > back ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}
