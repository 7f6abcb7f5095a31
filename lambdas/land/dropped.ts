import * as z from 'zod'

/** An object that somebody dropped. */
export interface Dropped {
  readonly bucket: string
  readonly key: string
  readonly versionId: string | undefined
  /** In bytes. */
  readonly size: number
  readonly droppedAt: Date
}

/** The message is no event of a dropped object, and will not become one. */
export class NoDropError extends Error {
  constructor(issues: readonly string[]) {
    super(
      `The message is no "Object Created" event of S3: ${issues.join('; ')}. It goes to the dead-letter queue; see who writes to this queue.`,
    )
    this.name = new.target.name
  }
}

// What EventBridge makes of a created object. Its keys are as they are, not URL-encoded as in S3's own notifications.
const ObjectCreated = z.object({
  'detail-type': z.literal('Object Created'),
  time: z.iso.datetime({ offset: true }),
  detail: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({
      key: z.string().min(1),
      size: z.number().nonnegative(),
      'version-id': z.string().optional(),
    }),
  }),
})

/** Reads a queue's message. Throws a NoDropError that says nothing of what stands in it but where it is wrong. */
export function droppedIn(body: string): Dropped {
  const event = ObjectCreated.safeParse(parsed(body))
  if (!event.success)
    throw new NoDropError(
      event.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()),
    )
  const { time, detail } = event.data
  return {
    bucket: detail.bucket.name,
    key: detail.object.key,
    versionId: detail.object['version-id'],
    size: detail.object.size,
    droppedAt: new Date(time),
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new NoDropError(['it is not JSON'])
  }
}
