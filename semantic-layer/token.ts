import { createHmac, randomBytes } from 'node:crypto'

/** A key of 256 bits, as many as HS256 uses. */
export const randomSecret = () => randomBytes(32).toString('hex')

const DAY = 24 * 60 * 60

/**
 * A JSON Web Token (RFC 7519) signed with HMAC-SHA-256.
 *
 * @param seconds how long it is good for; default one day
 */
export function signToken(secret: string, claims: Record<string, unknown> = {}, seconds = DAY): string {
  const now = Math.floor(Date.now() / 1000)
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claims, iat: now, exp: now + seconds })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
