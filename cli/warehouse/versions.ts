import { constants } from 'node:fs'
import {
  copyFile,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FolderLake } from '../../lambdas/land/folder-lake.ts'

/** What a published database was built from. */
export interface BuildRecord {
  readonly built_at: string
  /** Equal fingerprints mean the same landed files and the same SQL. */
  readonly fingerprint: string
  /** Equal ones mean the same SQL and contracts. */
  readonly code: string
  /** Whether it was built from nothing, not from the database before it. */
  readonly full: boolean
  readonly models: number
  readonly tests: number
  readonly warnings: number
}

const KEPT = 3

/** The published databases of a lake. Readers follow `current.duckdb`, which is switched in one step. */
export class Versions {
  readonly folder: string

  constructor(lake: FolderLake) {
    this.folder = join(lake.folder, 'warehouse')
  }

  /** What readers open. */
  get current(): string {
    return join(this.folder, 'current.duckdb')
  }

  /** The database of the last build that failed, kept to look at. */
  get failed(): string {
    return join(this.folder, 'failed.duckdb')
  }

  async currentRecord(): Promise<BuildRecord | undefined> {
    try {
      const target = await readlink(this.current)
      return JSON.parse(await readFile(join(this.folder, target.replace(/\.duckdb$/, '.json')), 'utf8'))
    } catch {
      return undefined
    }
  }

  /**
   * A path for a new build; with `from` it holds a copy of that database. What earlier builds left behind that were
   * killed is removed.
   */
  async newDraft(from?: string): Promise<string> {
    await mkdir(this.folder, { recursive: true })
    const drafts = (await readdir(this.folder)).filter((name) => name.startsWith('draft'))
    await Promise.all(drafts.map((name) => rm(join(this.folder, name), { force: true, recursive: true })))
    const draft = join(this.folder, 'draft.duckdb')
    // A clone where the file system can, so that neither time nor space goes into what stays as it is.
    if (from) await copyFile(from, draft, constants.COPYFILE_FICLONE)
    return draft
  }

  async publish(draft: string, record: BuildRecord): Promise<string> {
    const version = `${record.built_at.replaceAll(/[-:]|\.\d+/g, '')}-${record.fingerprint.slice(0, 8)}`
    const database = join(this.folder, `${version}.duckdb`)
    await writeFile(join(this.folder, `${version}.json`), `${JSON.stringify(record, null, 2)}\n`)
    await rename(draft, database)
    const link = join(this.folder, 'next.duckdb')
    await rm(link, { force: true })
    await symlink(basename(database), link)
    await rename(link, this.current)
    await rm(this.failed, { force: true })
    await this.prune(version)
    return database
  }

  async keepFailed(draft: string): Promise<void> {
    await rm(`${draft}.wal`, { force: true })
    await rename(draft, this.failed)
  }

  /** The last few stay: a server may still be reading them. */
  private async prune(current: string): Promise<void> {
    const names = (await readdir(this.folder)).filter((name) => /^\d{8}T\d{6}Z-.*\.duckdb$/.test(name)).sort()
    const old = names.filter((name) => !name.startsWith(current)).slice(0, -(KEPT - 1))
    for (const name of old) {
      await rm(join(this.folder, name), { force: true })
      await rm(join(this.folder, name.replace(/\.duckdb$/, '.json')), { force: true })
    }
  }
}
