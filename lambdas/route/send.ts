import type { Message, Send } from './route.ts'

/** Addresses by the names that the rules use: out of a secret, because whoever knows one can write there. */
export type Addresses = Readonly<Record<string, { readonly url: string; readonly authorization?: string }>>

/** An alert could not be handed over. What the other side answered is not shown: it may quote what it was sent. */
export class SendError extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(`${what} It is tried again with the next run.`, options)
    this.name = new.target.name
  }
}

const PATIENCE_MS = 10_000

/** Sends by HTTPS: a webhook as it is, a task in the words of the CRM. */
export const sendByHttp =
  (addresses: Addresses): Send =>
  async (message, channel) => {
    if (channel.by === 'sns') throw new SendError('A topic is no address.')
    const address = addresses[channel.address]
    if (!address)
      throw new SendError(
        `The secret of addresses has no "${channel.address}": add { "url": …, "authorization": … }.`,
      )
    const body = channel.by === 'webhook' ? plain(message) : TASKS[channel.crm](message)
    const response = await fetch(address.url, {
      method: 'POST',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': message.alert.alert_id,
        ...(address.authorization ? { authorization: address.authorization } : {}),
      },
      body: JSON.stringify(body),
    }).catch((cause) => {
      throw new SendError(`"${channel.address}" cannot be reached.`, { cause })
    })
    if (!response.ok) throw new SendError(`"${channel.address}" answers ${response.status}.`)
    return idIn(await response.text()) ?? String(response.status)
  }

export const subjectOf = ({ alert, rule, role }: Message) =>
  `${role}: ${rule}${alert.store_id === undefined ? '' : ` (store ${alert.store_id})`}`.slice(0, 100)

export const textOf = ({ alert, rule, role, due_on }: Message) =>
  [
    `For: ${role}`,
    `Rule: ${rule}`,
    `Due: ${due_on}`,
    ...Object.entries(alert).map(([name, value]) => `${name}: ${value}`),
  ].join('\n')

const plain = ({ alert, ...message }: Message) => ({ ...message, alert })

/** A task as each CRM's own interface takes it. */
const TASKS = {
  salesforce: (message: Message) => ({
    Subject: subjectOf(message),
    Description: textOf(message),
    ActivityDate: message.due_on,
    Status: 'Not Started',
  }),
  hubspot: (message: Message) => ({
    properties: {
      hs_task_subject: subjectOf(message),
      hs_task_body: textOf(message),
      hs_timestamp: `${message.due_on}T00:00:00Z`,
      hs_task_status: 'NOT_STARTED',
    },
  }),
}

/** What the other side calls what it made. */
function idIn(text: string): string | undefined {
  try {
    const { id } = JSON.parse(text)
    return id === undefined ? undefined : String(id)
  } catch {
    return undefined
  }
}
