import type { Lake } from './lake.ts'

/** What became of one file. For every file, for ever: received = landed + quarantined + duplicates. */
export interface LedgerEntry {
  /** Derived from the extract and the content: the same content lands once. */
  readonly file_id: string
  readonly extract: string
  readonly file: string
  /** ISO 8601, UTC. Fixed when the landing began first, however often it was cut short. */
  readonly landed_at: string
  readonly received: number
  readonly landed: number
  readonly quarantined: number
  /** Rows with the key of a later row of the same file. */
  readonly duplicates: number
  /** Columns that the contract does not know, kept as JSON. */
  readonly unknown_columns: readonly string[]
  /** What a person should know about how the file was read. */
  readonly warnings: readonly string[]
  /** For a file made by a map: the files that it was made of. */
  readonly sources: readonly string[]
}

const entryKey = (extract: string, fileId: string) => `ledger/${extract}/${fileId}.json`
const intentKey = (extract: string, fileId: string) => `intents/${extract}/${fileId}.json`

export async function readEntry(
  lake: Lake,
  extract: string,
  fileId: string,
): Promise<LedgerEntry | undefined> {
  const text = await lake.read(entryKey(extract, fileId))
  return text === undefined ? undefined : JSON.parse(text)
}

/** Enters a landed file. Returns the entry that stands: another's, where another landing of the same file was first. */
export async function enter(lake: Lake, entry: LedgerEntry): Promise<LedgerEntry> {
  const written = await lake.writeOnce(entryKey(entry.extract, entry.file_id), `${JSON.stringify(entry)}\n`)
  return written ? entry : ((await readEntry(lake, entry.extract, entry.file_id)) ?? entry)
}

/**
 * Notes that a file is about to land and returns when that was first noted. A landing that was killed is repeated under
 * its first time, so that it writes the same objects and leaves nothing behind, even past midnight.
 */
export async function declareIntent(lake: Lake, extract: string, fileId: string, now: Date): Promise<Date> {
  const key = intentKey(extract, fileId)
  await lake.writeOnce(key, JSON.stringify({ landed_at: now.toISOString() }))
  return (await readIntent(lake, extract, fileId)) ?? now
}

/** When a landing that has not ended was first noted, or undefined where none was. */
export async function readIntent(lake: Lake, extract: string, fileId: string): Promise<Date | undefined> {
  const text = await lake.read(intentKey(extract, fileId))
  return text === undefined ? undefined : new Date(JSON.parse(text).landed_at)
}

export const forgetIntent = (lake: Lake, extract: string, fileId: string) =>
  lake.remove(intentKey(extract, fileId))

/** All entries, oldest landing first. */
export async function readLedger(lake: Lake): Promise<LedgerEntry[]> {
  const texts = await Promise.all((await lake.list('ledger')).map((key) => lake.read(key)))
  const entries: LedgerEntry[] = texts.flatMap((text) => (text === undefined ? [] : [JSON.parse(text)]))
  return entries.sort((a, b) => a.landed_at.localeCompare(b.landed_at) || a.file_id.localeCompare(b.file_id))
}
