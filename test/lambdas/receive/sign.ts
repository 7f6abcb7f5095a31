import { createHmac } from 'node:crypto'

type Headers = Record<string, string>

const hmac = (
  digest: string,
  key: string | Buffer,
  encoding: 'base64' | 'hex',
  ...parts: (string | Buffer)[]
) => parts.reduce((mac, part) => mac.update(part), createHmac(digest, key)).digest(encoding)

/** As each vendor signs: written from its documentation, apart from what checks it. */
export const sign = {
  typeform: (secret: string, body: string | Buffer): Headers => ({
    'Typeform-Signature': `sha256=${hmac('sha256', secret, 'base64', body)}`,
  }),
  zendesk: (secret: string, body: string | Buffer, at = new Date()): Headers => ({
    'X-Zendesk-Webhook-Signature': hmac('sha256', secret, 'base64', at.toISOString(), body),
    'X-Zendesk-Webhook-Signature-Timestamp': at.toISOString(),
  }),
  judgeme: (secret: string, body: string | Buffer): Headers => ({
    'JUDGEME-HMAC-SHA256': hmac('sha256', secret, 'hex', body),
  }),
  generic: (secret: string, body: string | Buffer, at = new Date(), id = 'msg_1'): Headers => {
    const seconds = String(Math.floor(at.getTime() / 1000))
    const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : secret
    const signature = hmac('sha256', key, 'base64', `${id}.${seconds}.`, body)
    return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` }
  },
  /** As a form, whose field HMAC signs its field MSG. */
  qualtrics: (secret: string, message: string): string =>
    String(
      new URLSearchParams({ Topic: 'a.topic', HMAC: hmac('sha512', secret, 'hex', message), MSG: message }),
    ),
}
