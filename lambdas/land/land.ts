import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Contract } from '../../contracts/index.ts'
import { type Checked, checkClean, type Job, type Outputs, sessionSettings } from './check.ts'
import { checkWithCare } from './check-with-care.ts'
import { asLandingError, ChangedFileError, PseudonymKeyMissingError } from './errors.ts'
import { eachChunk } from './format.ts'
import type { Lake } from './lake.ts'
import { declareIntent, enter, forgetIntent, type LedgerEntry, readEntry, readIntent } from './ledger.ts'
import { rememberKey } from './pseudonym.ts'
import { openSource } from './readers/open.ts'

export interface Landing {
  readonly lake: Lake
  readonly now: () => Date
  /** The secret that pseudonyms of personal data are made with. Needed for extracts that hold any. */
  readonly pseudonymKey?: () => string
  readonly threads?: number
  /** What DuckDB may use at most, as it writes sizes (`4GiB`); without it a share of what the machine has. */
  readonly memory?: string
}

export interface Landed extends LedgerEntry {
  /** True where this very content had landed before; nothing was changed then. */
  readonly already: boolean
}

/** What a file is called in the ledger, and what its identity derives from where that is not its own content. */
export interface Origin {
  readonly name?: string
  readonly identity?: string
  readonly sources?: readonly string[]
}

/**
 * Lands one file: every valid row as typed Parquet, every other row in quarantine with the reason, and last of all the
 * ledger's entry, without which nothing of it counts. Repeating it, at any point of an earlier attempt, changes nothing.
 * Throws a LandingError where the file as a whole cannot be this extract; the lake is then as it was.
 */
export async function landFile(
  landing: Landing,
  contract: Contract,
  file: string,
  origin: Origin = {},
): Promise<Landed> {
  const unchanged = await stateOf(file)
  const identity = origin.identity ?? (await contentHash(file))
  const known = await landedBefore(landing.lake, contract, identity)
  if (known) return known
  const fileId = digest(contract.name, identity)
  const { folder, dispose } = await landing.lake.scratch()
  try {
    const checkAt = async (landedAt: Date) => {
      const found = await inDuckDb(folder, landing, (connection) =>
        check(connection, landing, contract, { file, fileId, folder, landedAt }),
      ).catch((error) => {
        throw asLandingError(basename(file), error)
      })
      if ((await stateOf(file)) !== unchanged) throw new ChangedFileError(basename(file))
      return found
    }
    const begun = (await readIntent(landing.lake, contract.name, fileId)) ?? landing.now()
    const first = await checkAt(begun)
    const landedAt = await declareIntent(landing.lake, contract.name, fileId, begun)
    // An intent goes only once an entry stands: where this one is new because another landing has ended, its entry is seen.
    const meanwhile = await landedBefore(landing.lake, contract, identity)
    if (meanwhile) return meanwhile
    // Another landing of the same file began first: what is in the future is seen from its time.
    const { checked, source, out } = Number(landedAt) === Number(begun) ? first : await checkAt(landedAt)
    await publish(landing.lake, contract.name, fileId, landedAt, out)
    const entry: LedgerEntry = {
      file_id: fileId,
      extract: contract.name,
      file: origin.name ?? basename(file),
      landed_at: landedAt.toISOString(),
      ...checked,
      unknown_columns: source.header.unknown,
      warnings: source.warnings ?? [],
      sources: origin.sources ?? [],
    }
    const standing = await enter(landing.lake, entry)
    await forgetIntent(landing.lake, contract.name, fileId)
    return { ...standing, already: standing !== entry }
  } finally {
    await dispose()
  }
}

/** What became of a content that has landed already, or undefined. */
export async function landedBefore(
  lake: Lake,
  { name }: Contract,
  identity: string,
): Promise<Landed | undefined> {
  const fileId = digest(name, identity)
  const entry = await readEntry(lake, name, fileId)
  if (!entry) return undefined
  // What a landing leaves that was killed between its last two steps.
  await forgetIntent(lake, name, fileId)
  return { ...entry, already: true }
}

export const digest = (...parts: string[]) => createHash('sha256').update(parts.join('\0')).digest('hex')

export async function contentHash(file: string): Promise<string> {
  const hash = createHash('sha256')
  await eachChunk(file, (chunk) => hash.update(chunk)).catch((error) => {
    throw asLandingError(basename(file), error)
  })
  return hash.digest('hex')
}

/** What changes whenever a file's content does: its size and times, to the nanosecond. */
async function stateOf(file: string): Promise<string> {
  const { size, mtimeNs, ctimeNs, ino } = await stat(file, { bigint: true }).catch((error) => {
    throw asLandingError(basename(file), error)
  })
  return [size, mtimeNs, ctimeNs, ino].join(' ')
}

async function inDuckDb<T>(
  folder: string,
  landing: Landing,
  work: (c: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: folder,
    ...(landing.threads ? { threads: String(landing.threads) } : {}),
    ...(landing.memory ? { memory_limit: landing.memory } : {}),
  })
  const connection = await instance.connect()
  try {
    for (const setting of sessionSettings) await connection.run(setting)
    return await work(connection)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

async function check(
  connection: DuckDBConnection,
  landing: Landing,
  contract: Contract,
  { file, ...about }: Pick<Job, 'fileId' | 'folder' | 'landedAt'> & { file: string },
) {
  const { folder } = about
  const source = await openSource(connection, file, contract, folder)
  await unlockPersonalData(connection, landing, contract, source.header.known)
  const job: Job = { contract, source, ...about }
  const out: Outputs = {
    landed: join(folder, 'landed.parquet'),
    quarantine: join(folder, 'quarantine.parquet'),
    superseded: join(folder, 'superseded.parquet'),
  }
  // What an earlier check of this landing wrote.
  for (const written of Object.values(out)) await rm(written, { force: true })
  const checked: Checked =
    (await checkClean(connection, job, out)) || (await checkWithCare(connection, job, out))
  return { checked, source, out }
}

async function unlockPersonalData(
  connection: DuckDBConnection,
  { pseudonymKey }: Landing,
  contract: Contract,
  present: ReadonlySet<string>,
): Promise<void> {
  const personal = contract.columns.filter((column) => column.personal && present.has(column.name))
  if (personal.length === 0) return
  if (!pseudonymKey) throw new PseudonymKeyMissingError(personal.map(({ name }) => name))
  await rememberKey(connection, pseudonymKey())
}

async function publish(
  lake: Lake,
  extract: string,
  fileId: string,
  landedAt: Date,
  out: Outputs,
): Promise<void> {
  const place = `${extract}/landed_on=${landedAt.toISOString().slice(0, 10)}/${fileId}.parquet`
  const moves = [
    [out.quarantine, `quarantine/${place}`],
    [out.superseded, `superseded/${place}`],
    [out.landed, `raw/${place}`],
  ] as const
  for (const [from, to] of moves) if (existsSync(from)) await lake.publish(from, to)
}
