import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Webhook } from '../sources/webhook-spec.ts'
import { SignatureError } from './errors.ts'
import { partOf, type Request } from './request.ts'

/** How far a signed time may lie from now: what Standard Webhooks recommends. */
const TOLERANCE_MS = 5 * 60_000

/**
 * Checks a webhook's HMAC (RFC 2104), and its time where that is signed. Several secrets are allowed while one replaces
 * the other. Returns when it was sent, or undefined where the vendor does not say. Throws a SignatureError.
 */
export function checkSignature(
  webhook: Webhook,
  request: Request,
  secrets: readonly string[],
  now: Date,
): Date | undefined {
  const { in: place, prefix, timestamp } = webhook.signature
  const given = partOf(request, place)
  if (!given) throw new SignatureError(`Unsigned: there is no ${place}.`)
  const signed = signedPart(webhook, request)
  const candidates = given.split(' ').filter((each) => each.startsWith(prefix))
  const expected = secrets.map((secret) => prefix + hmac(webhook, secret, signed))
  if (!candidates.some((candidate) => expected.some((each) => isSame(each, candidate))))
    throw new SignatureError(
      `${place} is not the signature of this body. Sign the bytes as they are sent, with the secret of this source.`,
    )
  return timestamp === undefined ? undefined : checkTime(timestamp, request.headers[timestamp] ?? '', now)
}

/** The bytes that are signed. The body stays bytes, whatever it is encoded in. */
function signedPart({ signature }: Webhook, request: Request): Buffer {
  const parts = signature.signed.split(/(\{[^}]*\})/).map((part) => {
    const name = /^\{(.*)\}$/.exec(part)?.[1]
    if (name === undefined) return Buffer.from(part)
    return name === 'body' ? request.body : Buffer.from(partOf(request, name) ?? '')
  })
  return Buffer.concat(parts)
}

function hmac({ signature }: Webhook, secret: string, signed: Buffer): string {
  const { digest, encoding, secretPrefix } = signature
  const key =
    secretPrefix && secret.startsWith(secretPrefix)
      ? Buffer.from(secret.slice(secretPrefix.length), 'base64')
      : secret
  return createHmac(digest, key).update(signed).digest(encoding)
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function checkTime(header: string, value: string, now: Date): Date {
  const sent = new Date(/^\d+$/.test(value) ? Number(value) * 1000 : value)
  if (Number.isNaN(sent.getTime())) throw new SignatureError(`${header} is no time.`)
  if (Math.abs(now.getTime() - sent.getTime()) > TOLERANCE_MS)
    throw new SignatureError(
      `${header} lies more than ${TOLERANCE_MS / 60_000} minutes from now: sent again by somebody else, or by a clock that is wrong.`,
    )
  return sent
}
