import { isUtf8 } from 'node:buffer'
import type { Webhook } from '../sources/webhook-spec.ts'
import { MalformedError } from './errors.ts'

/** What was sent to the address of a source. */
export interface Request {
  readonly source: string
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** As it came, byte by byte: it is what was signed. */
  readonly body: Buffer
}

const FORM = 'form.'

/** What stands in a header, or in a field of a form. */
export function partOf({ headers, body }: Request, name: string): string | undefined {
  if (!name.startsWith(FORM)) return headers[name]
  return new URLSearchParams(body.toString('utf8')).get(name.slice(FORM.length)) ?? undefined
}

/** The JSON that a webhook holds. */
export function jsonOf(request: Request, { message }: Webhook): unknown {
  if (!isUtf8(request.body))
    throw new MalformedError('The body is not UTF-8. JSON is (RFC 8259): encode it so.')
  const text = message === undefined ? request.body.toString('utf8') : partOf(request, message)
  try {
    return JSON.parse(text ?? '')
  } catch {
    throw new MalformedError(
      `${message === undefined ? 'The body' : `The field ${message.slice(FORM.length)}`} is not JSON.`,
    )
  }
}
