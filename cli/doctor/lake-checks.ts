import { constants, existsSync } from 'node:fs'
import { access, realpath, stat, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { FolderLake } from '../../lambdas/land/folder-lake.ts'
import type { Check } from '../commands/doctor.ts'
import { formatAge } from '../ui/duration.ts'
import { formatBytes } from '../ui/format.ts'
import { Versions } from '../warehouse/versions.ts'

// A build writes a whole new database beside the one in use, and dbt's scratch files.
const ENOUGH_BYTES = 2 * 1024 ** 3

/** Where the data lives, and what has been made of it. */
export const lakeChecks = async (lake: string): Promise<Check[]> => [
  await writable(lake),
  await space(lake),
  pseudonymKey(process.env.CX_PSEUDONYM_KEY),
  await warehouse(lake),
]

/** The lake itself, or the folder that it would be made in. */
const nearest = (folder: string): string =>
  existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder))

const writable = async (lake: string): Promise<Check> => {
  const name = 'lake'
  const folder = nearest(resolve(lake))
  try {
    await access(folder, constants.W_OK | constants.X_OK)
  } catch {
    return {
      name,
      ok: false,
      detail: `${folder} is not writable`,
      next: 'choose another with --lake or CX_LAKE',
    }
  }
  const detail = folder === resolve(lake) ? folder : `${resolve(lake)} (not made yet)`
  return { name, ok: true, detail }
}

const space = async (lake: string): Promise<Check> => {
  const { bavail, bsize } = await statfs(nearest(resolve(lake)))
  const free = bavail * bsize
  const detail = `${formatBytes(free)} free`
  if (free >= ENOUGH_BYTES) return { name: 'disk', ok: true, detail }
  return { name: 'disk', ok: false, detail, next: `free ${formatBytes(ENOUGH_BYTES)} for a build` }
}

const pseudonymKey = (key: string | undefined): Check => {
  const name = 'CX_PSEUDONYM_KEY'
  if (key) return { name, ok: true, detail: 'set' }
  const next = 'set it where several machines land the same customers (openssl rand -hex 32)'
  return { name, ok: true, detail: "not set: this user's own key is used", next }
}

const warehouse = async (lake: string): Promise<Check> => {
  const name = 'warehouse'
  const versions = new Versions(new FolderLake(lake))
  const record = await versions.currentRecord()
  if (record === undefined) return { name, ok: true, detail: 'not built yet', next: 'cx build' }
  const { size } = await stat(await realpath(versions.current))
  const built = new Date(record.built_at)
  const when = `${built.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${formatAge(built, new Date())}`
  return { name, ok: true, detail: `built ${when}, ${formatBytes(size)}` }
}
