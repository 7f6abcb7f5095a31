import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { UnreadableFileError } from './errors.ts'

export type Compression = 'none' | 'gzip' | 'zstd'
export type Format = 'csv' | 'json' | 'parquet'

export interface FileFormat {
  readonly format: Format
  readonly compression: Compression
}

const BY_ENDING: Record<string, Format> = {
  csv: 'csv',
  tsv: 'csv',
  ndjson: 'json',
  jsonl: 'json',
  json: 'json',
  parquet: 'parquet',
}

const MAGIC: [string, Compression | 'parquet'][] = [
  ['1f8b', 'gzip'],
  ['28b52ffd', 'zstd'],
  ['50415231', 'parquet'],
]

/** True for a file that landing would try to read, by its name alone. */
export const isData = (file: string) => endingOf(file) in BY_ENDING

/** A file's name without the endings that say how it is to be read. */
export const nameWithoutEndings = (file: string) =>
  isData(file) ? unpacked(file).replace(/\.[^.]*$/, '') : unpacked(file)

const unpacked = (file: string) => basename(file).replace(/\.(gz|gzip|zst|zstd)$/i, '')
const endingOf = (file: string) => unpacked(file).toLowerCase().replace(/^.*\./, '')

/** What a file is: its format by its name, its compression by its first bytes, because names lie about that. */
export async function formatOf(file: string): Promise<FileFormat> {
  const name = basename(file)
  const format = BY_ENDING[endingOf(file)]
  if (format === undefined)
    throw new UnreadableFileError(name, 'its name ends with no format that is read here')
  const magic = await firstBytes(file, 4)
  if (magic === '') throw new UnreadableFileError(name, 'is empty, without even a header')
  const found = MAGIC.find(([bytes]) => magic.startsWith(bytes))?.[1] ?? 'none'
  if (format === 'parquet' && found !== 'parquet') throw new UnreadableFileError(name, 'is no Parquet file')
  if (format !== 'parquet' && found === 'parquet')
    throw new UnreadableFileError(name, 'is a Parquet file in fact')
  return { format, compression: found === 'parquet' ? 'none' : found }
}

async function firstBytes(file: string, count: number): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0)
    return buffer.subarray(0, bytesRead).toString('hex')
  } finally {
    await handle.close()
  }
}

/** Gives a file's bytes to its last, unpacked; a chunk is the taker's only until it returns. DuckDB would take compressed data that was cut off for a file that ends there. */
export async function readWhole(
  file: string,
  { compression }: FileFormat,
  take: (chunk: Uint8Array) => void = () => {},
): Promise<void> {
  if (compression === 'none') return eachChunk(file, take)
  const bytes = createReadStream(file, { highWaterMark: CHUNK })
  const taker = new Writable({ write: (chunk, _encoding, next) => next(void take(chunk)) })
  try {
    await pipeline(bytes, unpacker(compression), taker)
  } catch (cause) {
    throw new UnreadableFileError(
      basename(file),
      `is ${compression} data that ends too early or is damaged`,
      cause,
    )
  }
}

/** Gives a file's bytes as they are. A chunk is the taker's only until it returns: the next one comes in the same place. */
export async function eachChunk(file: string, take: (chunk: Uint8Array) => void): Promise<void> {
  const [handle, buffer] = [await open(file), Buffer.allocUnsafe(CHUNK)]
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK)
      if (bytesRead === 0) return
      take(buffer.subarray(0, bytesRead))
    }
  } finally {
    await handle.close()
  }
}

const CHUNK = 1024 * 1024

const unpacker = (compression: 'gzip' | 'zstd') =>
  compression === 'gzip' ? createGunzip() : createZstdDecompress()

const LONGEST_HEADER = 1024 * 1024

/** The text before the first line break, without a byte order mark. */
export async function firstLine(file: string, compression: Compression): Promise<string> {
  const raw = createReadStream(file)
  const stream = compression === 'none' ? raw : raw.pipe(unpacker(compression))
  let text = ''
  try {
    for await (const chunk of stream.setEncoding('utf8')) {
      text += chunk
      if (text.includes('\n') || text.length > LONGEST_HEADER) break
    }
  } catch (cause) {
    throw new UnreadableFileError(basename(file), `is not whole ${compression} data`, cause)
  } finally {
    raw.destroy()
  }
  return text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? ''
}
