import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lake } from '../../lambdas/land/lake.ts'
import { readLedger } from '../../lambdas/land/ledger.ts'
import { projectRoot } from '../context.ts'

/** What a build depends on. Equal `code` means that only what has landed can differ. */
export interface Fingerprint {
  /** Of all: what has landed and `code`. */
  readonly all: string
  /** Of the SQL, the contracts that type the raw tables, and the packages that run them. */
  readonly code: string
}

export async function fingerprint(lake: Lake): Promise<Fingerprint> {
  const source = createHash('sha256').update(await readFile(join(projectRoot, 'requirements.txt')))
  for (const folder of ['sql', 'contracts', 'cli/warehouse', 'lambdas/fit'])
    await addFolder(source, join(projectRoot, folder))
  const code = source.digest('hex')
  const all = createHash('sha256').update(code)
  for (const { file_id, landed_at } of await readLedger(lake)) all.update(`${file_id} ${landed_at}\n`)
  return { all: all.digest('hex'), code }
}

/** A digest of the sources in a folder of this project. */
export async function folderDigest(folder: string): Promise<string> {
  const hash = createHash('sha256')
  await addFolder(hash, join(projectRoot, folder))
  return hash.digest('hex')
}

async function addFolder(hash: ReturnType<typeof createHash>, folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const sources = files.filter(
    (file) => /\.(sql|yml|csv|md|ts)$/.test(file) && !/\/(target|logs)\//.test(file),
  )
  for (const file of sources.sort()) hash.update(file.slice(folder.length)).update(await readFile(file))
}
