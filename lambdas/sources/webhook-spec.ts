import * as z from 'zod'
import { path, SourceMap } from './map-spec.ts'

const Signature = z.strictObject({
  /** Where it stands: a header's name, or `form.NAME` for a field of a form. */
  in: z.string(),
  /** What stands before it. Several signatures are parted by blanks. */
  prefix: z.string().default(''),
  digest: z.enum(['sha256', 'sha512']),
  encoding: z.enum(['base64', 'hex']),
  /** What is signed: `{body}`, `{name-of-a-header}` and `{form.NAME}` stand for what was sent. */
  signed: z.string(),
  /** The header with the time of sending: seconds since 1970, or ISO 8601. It has to be among what is signed. */
  timestamp: z.string().optional(),
  /** A secret that begins so is base64 from there on. */
  secretPrefix: z.string().optional(),
})

/** How a vendor signs its webhooks, and what rows they hold. */
export const Webhook = z
  .strictObject({
    signature: Signature,
    /** Where a form's JSON stands: `form.NAME`. Without it, the body is JSON. */
    message: z
      .string()
      .regex(/^form\..+/)
      .optional(),
    /** Where the records stand in it: one, or a list of them. */
    records: path.default('@'),
    /** When it happened, which tells late events from new ones. Without it, when it was sent. */
    happened_at: path.optional(),
    /** `contract`: rows by the name of their extract, as the contracts have them. */
    map: z.union([z.literal('contract'), SourceMap]),
    /** Whether it only says that there is something new, so that the source is to be pulled. */
    pull: z.boolean().default(false),
  })
  .refine(
    ({ signature: { timestamp, signed } }) => !timestamp || signed.includes(`{${timestamp}}`),
    'trusts a timestamp that is not signed',
  )

export type Webhook = z.infer<typeof Webhook>
