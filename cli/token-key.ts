import { ownKey } from './own-key.ts'

/**
 * What tokens are signed with here: CUBEJS_API_SECRET, or else a key of this user's own, so that a token outlives a
 * restart and `cx token` signs what `cx serve` takes. Nothing where an identity provider signs (CUBEJS_JWK_URL).
 */
export function tokenKey(environment = process.env): string | undefined {
  if (environment.CUBEJS_JWK_URL) return undefined
  return environment.CUBEJS_API_SECRET || ownKey('token', environment, () => {})
}
