import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { type Contract, contractNamed } from '../../../contracts/index.ts'
import { FolderLake } from '../../../lambdas/land/folder-lake.ts'
import { type Landing, landFile } from '../../../lambdas/land/land.ts'

export const KEY = 'a key that is only used in these tests'

export const newFolder = () => mkdtempSync(join(tmpdir(), 'cx-land-'))

export function contract(name: string): Contract {
  const found = contractNamed(name)
  if (!found) throw new Error(`no contract ${name}`)
  return found
}

/** A lake in a folder of its own, with a clock that stands still. */
export function newLanding(folder = newFolder()): Landing & { lake: FolderLake } {
  return {
    lake: new FolderLake(folder),
    now: () => new Date('2025-06-30T23:59:59.999Z'),
    pseudonymKey: () => KEY,
  }
}

export function writeFile(name: string, content: string | Uint8Array, folder = newFolder()): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** Lands text as a file of that name; the extract is what its name begins with. */
export function landText(landing: Landing, name: string, content: string | Uint8Array) {
  return landFile(landing, contract(name.replace(/[.-].*$/, '')), writeFile(name, content))
}

const instance = await DuckDBInstance.create(':memory:')

/** Rows of a query, with times in UTC. */
export async function rows(sql: string): Promise<Record<string, unknown>[]> {
  const connection = await instance.connect()
  await connection.run("set TimeZone = 'UTC'")
  const reader = await connection.runAndReadAll(sql)
  return reader.getRowObjectsJson()
}

export const inLake = ({ lake }: { lake: FolderLake }, area: string, extract: string, columns = '*') =>
  rows(
    `select ${columns} from read_parquet('${lake.folder}/${area}/${extract}/*/*.parquet', hive_partitioning = true)`,
  )

/** Every object of a lake with the digest of its bytes. */
export async function snapshot(lake: FolderLake): Promise<Record<string, string>> {
  const digest = (key: string) =>
    createHash('sha256')
      .update(readFileSync(join(lake.folder, key)))
      .digest('hex')
  return Object.fromEntries((await lake.list('.')).map((key) => [key, digest(key)]))
}

/** Works without a superuser's rights, to whom no folder is closed: as the user `nobody` where the tests run as root. */
export async function asStranger<T>(open: string, work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work()
  // Closed to others, as made: the run's own scratch folder and the test's below it.
  for (const folder of [tmpdir(), open]) chmodSync(folder, 0o755)
  process.seteuid?.(65_534)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}
