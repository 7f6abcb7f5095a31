import { randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * A secret of this user's own, made once and kept outside of any lake: `<config>/cx-warehouse/<name>.key`, readable by
 * nobody else.
 *
 * @param made told the file when it is new
 */
export function ownKey(name: string, environment: NodeJS.ProcessEnv, made: (file: string) => void): string {
  const folder = join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), 'cx-warehouse')
  const file = join(folder, `${name}.key`)
  const found = readIfThere(file)
  if (found) return found
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.${process.pid}.${name}.key`)
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 })
  try {
    // Of two processes at once, one makes the key and both read it.
    linkSync(draft, file)
    chmodSync(file, 0o600)
    made(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(file, 'utf8')
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
