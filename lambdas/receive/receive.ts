import { createHash } from 'node:crypto'
import { contractNamed, problemsOf } from '../../contracts/index.ts'
import type { Alert } from '../alert.ts'
import { at, type Row, rowsOf } from '../sources/rows.ts'
import type { Source } from '../sources/source.ts'
import type { Webhook } from '../sources/webhook-spec.ts'
import { alertsOf, type LowScores } from '../unhappy.ts'
import { contractRows } from './contract-rows.ts'
import { OversizedError, SignatureError, UnknownSourceError } from './errors.ts'
import { jsonOf, type Request } from './request.ts'
import { checkSignature } from './signature.ts'

/** What goes on to be landed. */
export interface Received {
  readonly source: string
  readonly receipt: string
  /** When it happened: of two about the same row the later one counts. ISO 8601, UTC. */
  readonly happened_at: string
  readonly rows: readonly Row[]
}

export interface Receiving {
  readonly sources: readonly Source[]
  /** The secrets of a source; `fresh` where those known may be outdated. */
  readonly secretsOf: (source: string, fresh: boolean) => Promise<readonly string[]>
  readonly now: () => Date
  readonly mostBytes: number
  readonly lowScores: LowScores
  readonly queue: (received: Received) => Promise<void>
  readonly tell: (alerts: readonly Alert[]) => Promise<void>
  /** Asks for the source to be pulled. */
  readonly pull: (source: string) => Promise<void>
}

/** What the sender is told. */
export interface Receipt {
  readonly receipt: string
  readonly rows: number
  /** Rows that will be found in quarantine. Their values are not repeated. */
  readonly problems: readonly { row: number; extract: string; column: string; reason: string }[]
}

/** Takes a webhook in: what it holds is queued when this returns. The same webhook has the same receipt. Throws a RefusedError. */
export async function receive(receiving: Receiving, request: Request): Promise<Receipt> {
  const { sources, mostBytes } = receiving
  const source = sources.find(({ name }) => name === request.source)
  if (!source?.webhook) throw new UnknownSourceError(sources.map(({ name }) => name))
  if (request.body.length > mostBytes) throw new OversizedError(request.body.length, mostBytes)
  const sentAt = await verified(receiving, source.webhook, request)
  const body = jsonOf(request, source.webhook)
  const rows = rowsIn(source.webhook, body)
  const receipt = createHash('sha256').update(`${source.name}\0`).update(request.body).digest('hex')
  const now = receiving.now()
  const happened_at = (happenedAt(source.webhook, body) ?? sentAt ?? now).toISOString()
  if (rows.length > 0) await receiving.queue({ source: source.name, receipt, happened_at, rows })
  const about = { source: source.name, receipt, lowScores: receiving.lowScores, now }
  await receiving.tell(alertsOf(rows, about))
  if (source.webhook.pull) await receiving.pull(source.name)
  return { receipt, rows: rows.length, problems: problemsIn(rows, now) }
}

/** A secret may have been replaced since it was read: where a signature does not fit, it is read once more. */
async function verified(
  { secretsOf, now }: Receiving,
  webhook: Webhook,
  request: Request,
): Promise<Date | undefined> {
  try {
    return checkSignature(webhook, request, await secretsOf(request.source, false), now())
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error
    return checkSignature(webhook, request, await secretsOf(request.source, true), now())
  }
}

function rowsIn({ map, records }: Webhook, body: unknown): Row[] {
  if (map === 'contract') return contractRows(body)
  const found = at(records, body)
  return (Array.isArray(found) ? found : [found ?? []].flat()).flatMap((record) => rowsOf(map, record))
}

function happenedAt({ happened_at }: Webhook, body: unknown): Date | undefined {
  const time = new Date(happened_at === undefined ? '' : String(at(happened_at, body)))
  return Number.isNaN(time.getTime()) ? undefined : time
}

const problemsIn = (rows: readonly Row[], now: Date): Receipt['problems'] =>
  rows.flatMap(({ extract, cells }, index) => {
    const contract = contractNamed(extract)
    if (!contract) return []
    return problemsOf(contract, cells, now).map(({ column, reason }) => ({
      row: index + 1,
      extract,
      column,
      reason,
    }))
  })
