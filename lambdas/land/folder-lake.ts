import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { isAlive } from '../../cli/setup/lock.mjs'
import { LakeNotReadableError, LakeNotWritableError } from './errors.ts'
import type { Lake } from './lake.ts'

const SCRATCH = '.scratch'

/** A lake in a folder. Works where the folder's file system has atomic rename and hard links. */
export class FolderLake implements Lake {
  readonly folder: string

  constructor(folder: string) {
    this.folder = resolve(folder)
  }

  async read(key: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.folder, key), 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw new LakeNotReadableError(this.folder, error)
    }
  }

  async writeOnce(key: string, text: string): Promise<boolean> {
    const { folder, dispose } = await this.scratch()
    const whole = join(folder, 'object')
    try {
      await writeDurably(whole, text)
      await mkdir(dirname(join(this.folder, key)), { recursive: true })
      // A hard link fails where the name is taken, and until then the object cannot be seen half-written.
      await link(whole, join(this.folder, key))
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw new LakeNotWritableError(this.folder, error)
    } finally {
      await dispose()
    }
  }

  async publish(localFile: string, key: string): Promise<void> {
    const target = join(this.folder, key)
    try {
      await mkdir(dirname(target), { recursive: true })
      await rename(localFile, target)
    } catch (cause) {
      throw new LakeNotWritableError(this.folder, cause)
    }
  }

  async remove(key: string): Promise<void> {
    await rm(join(this.folder, key), { force: true })
  }

  async list(prefix: string): Promise<string[]> {
    const root = join(this.folder, prefix)
    const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((cause) => {
      // A lake that may not be read must not look like an empty one.
      if (cause.code === 'ENOENT') return []
      throw new LakeNotReadableError(root, cause)
    })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
      .sort()
  }

  async scratch() {
    const parent = join(this.folder, SCRATCH)
    const folder = join(parent, `${process.pid}-${randomUUID()}`)
    try {
      await mkdir(folder, { recursive: true })
    } catch (cause) {
      throw new LakeNotWritableError(this.folder, cause)
    }
    return { folder, dispose: () => rm(folder, { recursive: true, force: true }) }
  }

  /** Removes what landings left behind that were killed: the scratch folders of processes that are gone. */
  async sweep(): Promise<void> {
    const folders = await readdir(join(this.folder, SCRATCH)).catch(() => [])
    const dead = folders.filter((name) => !isAlive(Number.parseInt(name, 10)))
    await Promise.all(
      dead.map((name) => rm(join(this.folder, SCRATCH, name), { recursive: true, force: true })),
    )
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
