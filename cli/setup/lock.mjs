import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const BEAT_MS = 2000
const TELL_MS = 10_000
// When a holder that has not touched its lock is taken for gone: another machine's soon, as its processes cannot
// be asked about; this machine's late, and only lest a process id that was given out again blocks for ever.
const SILENT_MS = { here: 600_000, elsewhere: 30_000 }

/**
 * Runs the work while no other process runs it with the same lock file.
 * @template T
 * @param {string} file
 * @param {(hold: (pids: number[]) => void) => Promise<T>} work hold: processes that must end, too, before the lock
 *   is free, should this one be killed before them
 * @param {{ onWait?: (holder: string) => void }} [options] called at once and every ten seconds while another process,
 *   named by its id, has the lock; what it throws ends the waiting
 * @returns {Promise<T>}
 */
export const withLock = async (file, work, { onWait = () => {} } = {}) => {
  mkdirSync(dirname(file), { recursive: true })
  for (let tellAt = 0; !take(file); ) {
    const holder = holderOf(file)
    // Without a holder it was released between two looks.
    if (isStale(file)) takeAway(file)
    else if (holder !== undefined && Date.now() >= tellAt) {
      onWait(String(holder.pids.find(isAlive) ?? 'unknown'))
      tellAt = Date.now() + TELL_MS
    }
    await sleep(100)
  }
  const release = () => rmSync(file, { force: true })
  const beat = setInterval(() => touch(file), BEAT_MS).unref()
  process.once('exit', release)
  try {
    return await work((pids) => writeFileSync(file, contentOf(pids)))
  } finally {
    clearInterval(beat)
    process.off('exit', release)
    release()
  }
}

/** @param {number[]} pids */
const contentOf = (pids) => [hostname(), process.pid, ...pids].join(' ')

/** Only one process can create a file that must not exist yet. @param {string} file */
const take = (file) => {
  try {
    writeFileSync(file, contentOf([]), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

/** @param {string} file */
const holderOf = (file) => {
  try {
    const [host, ...pids] = readFileSync(file, 'utf8').split(' ')
    return { host, pids: pids.map(Number), silentMs: Date.now() - statSync(file).mtimeMs }
  } catch {
    return undefined
  }
}

/** @param {string} file */
const touch = (file) => {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    // Somebody removed the lock by hand; the work goes on.
  }
}

/** @param {string} file */
const isStale = (file) => {
  const holder = holderOf(file)
  if (holder === undefined) return false
  const here = holder.host === hostname()
  if (holder.silentMs > (here ? SILENT_MS.here : SILENT_MS.elsewhere)) return true
  // A file without a process id is between being created and being written.
  return here && holder.pids.length > 0 && !holder.pids.some(isAlive)
}

/** Whether a process of this machine is there, anybody's. @param {number} pid */
export const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * Removes a dead process's lock. Of two that find it dead, the slower one must not remove the quicker one's
 * new lock, so removing needs a lock as well, and looks again under it.
 * @param {string} file
 */
const takeAway = (file) => {
  const guard = `${file}.removing`
  if (!take(guard)) {
    if (isStale(guard)) rmSync(guard, { force: true })
    return
  }
  try {
    if (isStale(file)) rmSync(file, { force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}
