import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { lastLines, SetupError } from './error.mjs'
import { run } from './run.mjs'
import { isStamped, nodeStamp, readStamp, removeStamp, writeStamp } from './stamp.mjs'

/** @param {string} root */
const modules = (root) => join(root, 'node_modules')

/** @param {string} root */
export const areNodePackagesReady = (root) => isStamped(modules(root), nodeStamp(root))

/** @param {string} root */
export const wasAddonTried = (root) => readStamp(modules(root))?.addon !== undefined

/** Cube's Rust addon, which its SQL API needs. @param {string} root */
export const hasAddon = (root) =>
  ['index.node', 'native/index.node'].some((file) =>
    existsSync(join(modules(root), '@cubejs-backend/native', file)),
  )

/**
 * npm takes the Node that the machine came with: the one in node_modules disappears while npm works there.
 * @param {string} root
 */
const npmEnvironment = (root) => {
  const own = join(modules(root), '.bin')
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== own)
  return { ...process.env, PATH: path.join(delimiter) }
}

/**
 * Installs exactly what package-lock.json says.
 * @param {string} root
 * @param {(line: string) => void} onLine
 * @throws {SetupError} with the last lines of npm's own output
 */
export const installNodePackages = async (root, onLine) => {
  if (!isInstalledByNpm(root)) {
    removeStamp(modules(root))
    // Engines: the packages run on the Node 24 among them, not on the Node that installs them.
    const args = ['ci', '--include=dev', '--include=optional', '--no-engine-strict']
    const { code, output } = await run('npm', args, { cwd: root, env: npmEnvironment(root), onLine })
    if (code !== 0) throw new SetupError(complaint(code, output))
  }
  writeStamp(modules(root), nodeStamp(root))
}

/** @param {number} code @param {string} output */
const complaint = (code, output) =>
  code === 127
    ? 'npm is missing. It comes with Node (https://nodejs.org); install it and run this again.'
    : `npm ci failed (exit code ${code}). Its last lines:\n${lastLines(output)}`

/**
 * Whether npm's own record of node_modules equals the lock: somebody ran `npm ci` or `npm install` before us.
 * Optional packages may be absent, as most are for other platforms.
 * @param {string} root
 */
const isInstalledByNpm = (root) => {
  const stamp = readStamp(modules(root))
  if (stamp && stamp.platform !== nodeStamp(root).platform) return false // copied from another machine
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const present = packagesOf(join(modules(root), '.package-lock.json'))
  const missing = Object.keys(wanted).filter((path) => path !== '' && !(path in present))
  return (
    Object.keys(present).length > 0 &&
    missing.every((path) => wanted[path]?.optional || wanted[path]?.devOptional) &&
    Object.entries(present).every(([path, { integrity }]) => wanted[path]?.integrity === integrity)
  )
}

/**
 * @param {string} file
 * @returns {Record<string, { integrity?: string, optional?: boolean, devOptional?: boolean }>}
 */
const packagesOf = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {})

/**
 * Fetches Cube's addon from outside the npm registry, which many networks block: nothing else needs it.
 * Tried once per install; `npm rebuild --ignore-scripts=false @cubejs-backend/native` tries again.
 * @param {string} root
 * @param {{ timeoutMs?: number }} [options]
 * @returns {Promise<boolean>} whether it is there
 */
export const fetchAddon = async (root, { timeoutMs = 30_000 } = {}) => {
  if (!hasAddon(root)) {
    // The project forbids install scripts (.npmrc); this package's is the exception.
    const args = ['rebuild', '--ignore-scripts=false', '@cubejs-backend/native']
    await run('npm', args, { cwd: root, env: npmEnvironment(root), timeoutMs })
  }
  const found = hasAddon(root)
  writeStamp(modules(root), { ...nodeStamp(root), addon: found ? 'present' : 'absent' })
  return found
}
