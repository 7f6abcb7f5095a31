import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CxError } from '../ui/errors.ts'

/** Runs work that only one process may do at a time. A lock whose process is gone does not count. */
export async function withLock<T>(file: string, what: string, work: () => Promise<T>): Promise<T> {
  await acquire(file, what)
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

async function acquire(file: string, what: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const mine = `${file}.${process.pid}`
  await writeFile(mine, String(process.pid))
  try {
    // The link appears with its content, and fails where another has it.
    await link(mine, file).catch(async (error) => {
      if (error.code !== 'EEXIST') throw error
      await refuseWhileAlive(file, what)
      await rm(file, { force: true })
      await link(mine, file)
    })
  } finally {
    await rm(mine, { force: true })
  }
}

async function refuseWhileAlive(file: string, what: string): Promise<void> {
  const holder = Number(await readFile(file, 'utf8').catch(() => '0'))
  try {
    process.kill(holder, 0)
  } catch {
    return
  }
  throw new CxError({
    what: `Another ${what} is running on this lake (process ${holder}).`,
    next: 'Wait for it to end.',
  })
}
