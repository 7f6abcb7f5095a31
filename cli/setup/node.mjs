import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from './error.mjs'

/** Whether a Node runs TypeScript files as they are, without a flag. @param {string} version like 22.18.0 */
export const runsTypeScript = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major >= 24 || (major === 22 && minor >= 18) || (major === 23 && minor >= 6)
}

/**
 * The Node to run with: undefined for the present one, else the path of the one among the npm packages.
 * @param {string} root
 * @param {string} [version] of the present one
 * @throws {SetupError} where neither will do
 */
export const otherNode = (root, version = process.versions.node) => {
  if (runsTypeScript(version)) return undefined
  const packaged = join(root, 'node_modules/.bin/node')
  if (existsSync(packaged)) return packaged
  throw new SetupError(
    `Node ${version} cannot run this, and for ${process.platform}-${process.arch} npm has no newer one. Install Node 24 (https://nodejs.org) and run this again.`,
  )
}
