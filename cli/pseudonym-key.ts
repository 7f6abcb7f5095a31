import { randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { CxError } from './ui/errors.ts'
import type { Progress } from './ui/progress.ts'

const SHORTEST = 32

/**
 * The secret that pseudonyms are made with: CX_PSEUDONYM_KEY, or else a key of this user's own, made once and kept outside
 * of any lake, so that pseudonyms stay the same and cannot be undone by who gets hold of a lake.
 */
export function pseudonymKey(progress: Progress, environment = process.env): string {
  const given = environment.CX_PSEUDONYM_KEY
  if (!given) return ownKey(progress, environment)
  if (given.length >= SHORTEST) return given
  throw new CxError({
    what: 'CX_PSEUDONYM_KEY is too short to keep pseudonyms safe.',
    got: `${given.length} characters`,
    allowed: `at least ${SHORTEST}`,
    next: 'Make one with: openssl rand -hex 32',
  })
}

function ownKey(progress: Progress, environment: NodeJS.ProcessEnv): string {
  const folder = join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), 'cx-warehouse')
  const file = join(folder, 'pseudonym.key')
  const found = readIfThere(file)
  if (found) return found
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.${process.pid}.key`)
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 })
  try {
    linkSync(draft, file)
    chmodSync(file, 0o600)
    progress.note(`CX_PSEUDONYM_KEY is not set: made a key of your own for pseudonyms (${file}).`)
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
