import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { ALERT_EVENT, type Alert } from './alert.ts'

// What EventBridge takes at once.
const MOST = 10

/** Puts alerts on the account's event bus, where rules pick them up. `watched` wraps the client. */
export function alertTeller(watched: (client: EventBridgeClient) => EventBridgeClient = (client) => client) {
  const events = watched(new EventBridgeClient())
  return async (alerts: readonly Alert[]): Promise<void> => {
    for (let from = 0; from < alerts.length; from += MOST) {
      const Entries = alerts.slice(from, from + MOST).map((alert) => ({
        Source: ALERT_EVENT.source,
        DetailType: ALERT_EVENT.detailType,
        Detail: JSON.stringify(alert),
      }))
      const { FailedEntryCount } = await events.send(new PutEventsCommand({ Entries }))
      // Told again, an alert has the same id: whoever routes it does so once.
      if (FailedEntryCount) throw new Error(`${FailedEntryCount} alerts could not be put on the event bus.`)
    }
  }
}
