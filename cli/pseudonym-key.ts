import { ownKey } from './own-key.ts'
import { CxError } from './ui/errors.ts'
import type { Progress } from './ui/progress.ts'

const SHORTEST = 32

/**
 * The secret that pseudonyms are made with: CX_PSEUDONYM_KEY, or else a key of this user's own, so that pseudonyms stay
 * the same and cannot be undone by who gets hold of a lake.
 */
export function pseudonymKey(progress: Progress, environment = process.env): string {
  const given = environment.CX_PSEUDONYM_KEY
  if (!given)
    return ownKey('pseudonym', environment, (file) =>
      progress.note(`CX_PSEUDONYM_KEY is not set: made a key of your own for pseudonyms (${file}).`),
    )
  if (given.length >= SHORTEST) return given
  throw new CxError({
    what: 'CX_PSEUDONYM_KEY is too short to keep pseudonyms safe.',
    got: `${given.length} characters`,
    allowed: `at least ${SHORTEST}`,
    next: 'Make one with: openssl rand -hex 32',
  })
}
