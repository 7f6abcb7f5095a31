import { createHash } from 'node:crypto'
import * as z from 'zod'

/** How an alert stands on the event bus: what a rule matches on. */
export const ALERT_EVENT = { source: 'cx-warehouse', detailType: 'Customer unhappy' } as const

/** Ids and words of the retailer's own; never what a customer wrote, who they are or how to reach them. */
const word = z.string().min(1).max(256)

/**
 * One customer is unhappy right now: an event's `detail`. Whoever acts looks the row up by its receipt; the text and the
 * customer stay in the lake.
 */
export const Alert = z.strictObject({
  /** The same for the same answer, however often it is sent: whoever routes it does so once. */
  alert_id: z.string().regex(/^[0-9a-f]{64}$/),
  kind: z.enum(['low_score', 'angry_comment']),
  /** The extract that the row belongs to. */
  extract: word,
  /** The file in sources/ by which it came. */
  source: word,
  /** What the sender was told: it stands in the log of the receive function and in the landed file's `_extra`. */
  receipt: z.string().regex(/^[0-9a-f]{64}$/),
  /** What the score measures: nps, csat, ces, or rating for a review. */
  metric: word.optional(),
  score: z.number().optional(),
  store_id: word.optional(),
  department: word.optional(),
  touchpoint: word.optional(),
  topic: word.optional(),
  happened_at: z.iso.datetime({ offset: true }),
})

export type Alert = z.infer<typeof Alert>

/** An alert's identity, of what makes a row the same row. */
export const alertId = (kind: Alert['kind'], extract: string, key: readonly string[]) =>
  createHash('sha256')
    .update(JSON.stringify([kind, extract, ...key]))
    .digest('hex')
