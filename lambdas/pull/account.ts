import * as z from 'zod'
import { secretReader } from '../secret.ts'
import { PullError } from './errors.ts'
import type { Account } from './fill.ts'

const Shape = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

/** Reads a source's account from its secret. */
export async function readAccount(
  source: string,
  secret: string,
  watched: Parameters<typeof secretReader>[1],
) {
  const text = await secretReader(secret, watched)()
  try {
    return Shape.parse(JSON.parse(text)) satisfies Account
  } catch {
    // What stands in it stays out of the error.
    throw new PullError(
      `The account for ${source} must be JSON of texts and lists of texts, such as {"token": "…"}. Put it right with: aws secretsmanager put-secret-value --secret-id ${secret}`,
    )
  }
}
