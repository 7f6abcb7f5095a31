import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What an install was made from, written into the folder that it made when it was complete. An install whose
 * stamp is missing or differs is made again; nothing else is looked at, which is what makes the second start quick.
 * @typedef {Readonly<Record<string, string>>} Stamp
 */

const FILE = '.cx-setup.json'

/** @param {string} file */
const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex')

/** @param {string} root @returns {Stamp} */
export const nodeStamp = (root) => ({
  lock: sha256(join(root, 'package-lock.json')),
  platform: `${process.platform}-${process.arch}`,
})

/**
 * A virtual environment holds its own path in its scripts, and belongs to one Python.
 * @param {string} root
 * @returns {Stamp}
 */
export const pythonStamp = (root) => ({
  requirements: sha256(join(root, 'requirements.txt')),
  platform: `${process.platform}-${process.arch}`,
  folder: join(root, '.venv'),
  python: venvPython(join(root, '.venv')),
})

/** The Python version a virtual environment was made with; 'none' where its interpreter is gone. @param {string} venv */
const venvPython = (venv) => {
  const interpreter = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python'
  const settings = join(venv, 'pyvenv.cfg')
  if (!existsSync(join(venv, interpreter)) || !existsSync(settings)) return 'none'
  return /^version\s*=\s*(\S+)/m.exec(readFileSync(settings, 'utf8'))?.[1] ?? 'unknown'
}

/** @param {string} folder @returns {Stamp | undefined} */
export const readStamp = (folder) => {
  try {
    return JSON.parse(readFileSync(join(folder, FILE), 'utf8'))
  } catch {
    return undefined // absent, or cut off: both mean that the install cannot be trusted
  }
}

/** @param {string} folder @param {Stamp} stamp */
export const writeStamp = (folder, stamp) => {
  const file = join(folder, FILE)
  writeFileSync(`${file}.new`, `${JSON.stringify(stamp, undefined, 2)}\n`)
  renameSync(`${file}.new`, file)
}

/** @param {string} folder */
export const removeStamp = (folder) => rmSync(join(folder, FILE), { force: true })

/** Whether the folder's stamp says at least what is wanted. @param {string} folder @param {Stamp} wanted */
export const isStamped = (folder, wanted) => {
  const stamp = readStamp(folder)
  return stamp !== undefined && Object.entries(wanted).every(([key, value]) => stamp[key] === value)
}
