import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FolderLake } from '../../lambdas/land/folder-lake.ts'
import { readLedger } from '../../lambdas/land/ledger.ts'
import { projectRoot } from '../context.ts'

/** A digest of all that a build depends on: what has landed, the SQL, and the contracts that type the raw tables. */
export async function fingerprint(lake: FolderLake): Promise<string> {
  const hash = createHash('sha256')
  for (const { file_id, landed_at } of await readLedger(lake)) hash.update(`${file_id} ${landed_at}\n`)
  for (const folder of ['sql', 'contracts']) await addFolder(hash, join(projectRoot, folder))
  return hash.digest('hex')
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
