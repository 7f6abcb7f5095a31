import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const BEAT_MS = 2000
// A holder that has not touched its lock for so long is gone, even where its process id cannot be asked about.
const STALE_MS = 30_000

/**
 * Runs the work while no other process runs it with the same lock file.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {{ onWait?: (holder: string) => void, staleMs?: number }} [options]
 * @returns {Promise<T>}
 */
export const withLock = async (file, work, { onWait = () => {}, staleMs = STALE_MS } = {}) => {
  mkdirSync(dirname(file), { recursive: true })
  for (let told = false; !take(file); told = true) {
    if (!told) onWait(holderOf(file)?.pid ?? 'unknown')
    if (isStale(file, staleMs)) takeAway(file, staleMs)
    else await sleep(200)
  }
  const release = () => rmSync(file, { force: true })
  const beat = setInterval(() => touch(file), BEAT_MS).unref()
  process.once('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    process.off('exit', release)
    release()
  }
}

/** Only one process can create a file that must not exist yet. @param {string} file */
const take = (file) => {
  try {
    writeFileSync(file, `${process.pid} ${hostname()}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

/** @param {string} file */
const holderOf = (file) => {
  try {
    const [pid = '', host = ''] = readFileSync(file, 'utf8').split(' ')
    return { pid, host, touched: statSync(file).mtimeMs }
  } catch {
    return undefined // released between two looks
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

/** @param {string} file @param {number} staleMs */
const isStale = (file, staleMs) => {
  const holder = holderOf(file)
  if (holder === undefined) return false
  const silent = Date.now() - holder.touched
  if (silent > staleMs) return true
  // An empty file belongs to a process between creating and writing.
  return holder.pid !== '' && holder.host === hostname() && !isAlive(Number(holder.pid))
}

/** @param {number} pid */
const isAlive = (pid) => {
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
 * @param {number} staleMs
 */
const takeAway = (file, staleMs) => {
  const guard = `${file}.removing`
  if (!take(guard)) {
    const since = holderOf(guard)?.touched ?? Date.now()
    if (Date.now() - since > staleMs) rmSync(guard, { force: true })
    return
  }
  try {
    if (isStale(file, staleMs)) rmSync(file, { force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}
