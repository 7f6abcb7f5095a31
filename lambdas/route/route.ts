import type { Lake } from '../land/lake.ts'
import { type Channel, type Field, type Routes, ruleFor } from './routes.ts'

/** An alert from wherever it came: of one customer, or of the marts. */
export type Routable = { readonly alert_id: string } & {
  readonly [field in Field | 'seen' | 'expected' | 'n' | 'happened_at' | 'receipt' | 'action_id']?:
    | string
    | number
    | undefined
}

/** What a role is sent. */
export interface Message {
  readonly alert: Routable
  readonly rule: string
  readonly role: string
  /** YYYY-MM-DD */
  readonly due_on: string
}

/** Sends a message and returns what the other side calls it. The same alert may be sent again after a crash: its id says so. */
export type Send = (message: Message, channel: Channel) => Promise<string>

export interface Routing {
  /** Keeps what was sent, below `alerts/`. */
  readonly lake: Lake
  readonly routes: Routes
  readonly send: Send
  readonly now: () => Date
}

export interface Routed extends Omit<Message, 'alert'> {
  readonly alert_id: string
  readonly by: Channel['by']
  readonly sent_at: string
  readonly receipt: string
  /** Whether an earlier run had sent it. */
  readonly already: boolean
}

/** Another run sends this alert just now, or died over it less than a quarter of an hour ago. */
export class AlertInHandsError extends Error {
  constructor(id: string) {
    super(`The alert ${id} is being sent by another run. It is tried again.`)
    this.name = new.target.name
  }
}

// Longer than any function runs.
const LEASE_MS = 15 * 60_000
const DAY_MS = 86_400_000

/** Sends an alert to the role that its rule names, once, and notes how far the action has come that answers it. */
export async function route(routing: Routing, alert: Routable): Promise<Routed> {
  const { lake } = routing
  const folder = `alerts/${alert.alert_id}`
  const notes = new Set(await lake.list(folder))
  await noteProgress(routing, alert, folder)
  if (notes.has(`${folder}/sent.json`))
    return { ...(await read<Routed>(lake, `${folder}/sent.json`)), already: true }
  const claim = await claimIt(routing, alert, notes, folder)
  const { message, by } = claim
  const receipt = await attempt(routing, message, () =>
    lake.writeOnce(`${folder}/failed-${claim.number}.json`, '{}'),
  )
  const sent_at = routing.now().toISOString()
  const { alert: _, ...said } = message
  const routed = { alert_id: alert.alert_id, ...said, by, sent_at, receipt, already: false }
  await lake.writeOnce(`${folder}/sent.json`, JSON.stringify(routed))
  return routed
}

async function attempt({ send, routes }: Routing, message: Message, onFailure: () => Promise<unknown>) {
  try {
    return await send(message, routes.roles[message.role] as Channel)
  } catch (error) {
    // Nothing went out: the next run need not wait until this one is surely dead.
    await onFailure()
    throw error
  }
}

/** Of several runs at once, one writes the next claim. That of a run that died is followed by another after a while. */
async function claimIt({ lake, routes, now }: Routing, alert: Routable, notes: Set<string>, folder: string) {
  const number = [...notes].filter((key) => key.startsWith(`${folder}/claim-`)).length
  const last = `${folder}/claim-${number}.json`
  if (number > 0 && !notes.has(`${folder}/failed-${number}.json`)) {
    const { claimed_at } = await read<{ claimed_at: string }>(lake, last)
    if (now().getTime() - Date.parse(claimed_at) < LEASE_MS) throw new AlertInHandsError(alert.alert_id)
  }
  const { name: rule, to: role, due_days } = ruleFor(routes, alert)
  const due_on = new Date(now().getTime() + due_days * DAY_MS).toISOString().slice(0, 10)
  const claimed_at = now().toISOString()
  const mine = await lake.writeOnce(
    `${folder}/claim-${number + 1}.json`,
    JSON.stringify({ rule, role, due_on, claimed_at }),
  )
  if (!mine) throw new AlertInHandsError(alert.alert_id)
  return {
    number: number + 1,
    by: (routes.roles[role] as Channel).by,
    message: { alert, rule, role, due_on },
  }
}

/** Each status of the action that answers an alert, with the time at which it was first seen. */
async function noteProgress({ lake, now }: Routing, alert: Routable, folder: string): Promise<void> {
  const { action_id, action_status } = alert
  if (action_id === undefined || action_status === undefined) return
  const note = { action_id, status: action_status, seen_at: now().toISOString() }
  await lake.writeOnce(
    `${folder}/action-${encodeURIComponent(String(action_id))}-${action_status}.json`,
    JSON.stringify(note),
  )
}

async function read<T>(lake: Lake, key: string): Promise<T> {
  return JSON.parse((await lake.read(key)) ?? '{}')
}
