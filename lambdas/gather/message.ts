import * as z from 'zod'
import type { Received } from '../receive/receive.ts'

/** The message is none of those that the receive function sends, and will not become one. */
export class NoWebhookError extends Error {
  constructor(issues: readonly string[]) {
    super(
      `The message is no received webhook: ${issues.join('; ')}. It goes to the dead-letter queue; see who writes to this queue.`,
    )
    this.name = new.target.name
  }
}

const Message: z.ZodType<Received> = z.object({
  source: z.string(),
  receipt: z.string().min(1),
  happened_at: z.iso.datetime(),
  rows: z.array(
    z.object({ extract: z.string(), cells: z.record(z.string(), z.union([z.string(), z.null()])) }),
  ),
})

/** Reads a queue's message. Throws a NoWebhookError that says nothing of what stands in it but where it is wrong. */
export function receivedIn(body: string): Received {
  const message = Message.safeParse(parsed(body))
  if (message.success) return message.data
  throw new NoWebhookError(
    message.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()),
  )
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new NoWebhookError(['it is not JSON'])
  }
}
