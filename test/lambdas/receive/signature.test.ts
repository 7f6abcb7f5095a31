import { describe, expect, it } from 'vitest'
import { checkSignature } from '../../../lambdas/receive/signature.ts'
import { readSources } from '../../../lambdas/sources/read-sources.ts'
import type { Webhook } from '../../../lambdas/sources/webhook-spec.ts'
import { sign } from './sign.ts'

const webhookOf = (name: string): Webhook => {
  const webhook = readSources().find((source) => source.name === name)?.webhook
  if (!webhook) throw new Error(`no webhook ${name}`)
  return webhook
}

const check = (
  source: string,
  headers: Record<string, string>,
  body: string | Buffer,
  secrets: string[],
  now = new Date(),
) => {
  const small = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  return checkSignature(webhookOf(source), { source, headers: small, body: Buffer.from(body) }, secrets, now)
}

describe('a signature', () => {
  it('is that of the example that Zendesk publishes for event connectors, which put the time behind the body', () => {
    const time = 'x-zendesk-webhook-signature-timestamp'
    const { signature, ...webhook } = webhookOf('zendesk')
    const connector = { ...webhook, signature: { ...signature, signed: `{body}{${time}}` } }
    const headers = {
      'x-zendesk-webhook-signature': 'tRDSF7URY8BLCDlaBcQ7FHu051Zk+aAB0NKMP53teMw=',
      [time]: '2021-07-25T10:00:00Z',
    }
    const request = { source: 'zendesk', headers, body: Buffer.from('{"say": "hello"}') }
    const secrets = ['HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=']
    const sent = checkSignature(connector, request, secrets, new Date('2021-07-25T10:04:00Z'))
    expect(sent).toEqual(new Date('2021-07-25T10:00:00Z'))
  })

  it('is that of the example that Standard Webhooks publishes', () => {
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    }
    const now = new Date(1_614_265_330_000)
    const sent = check(
      'generic',
      headers,
      '{"test": 2432232314}',
      ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
      now,
    )
    expect(sent).toEqual(now)
  })

  it.each(['typeform', 'zendesk', 'judgeme', 'generic'] as const)(
    'of %s is taken where the body is as it was signed, and not where a byte differs or the secret is another',
    (source) => {
      const body = '{"a": "ä"}'
      expect(() => check(source, sign[source]('secret', body), body, ['secret'])).not.toThrow()
      expect(() => check(source, sign[source]('secret', body), '{"a": "Ä"}', ['secret'])).toThrow(
        /not the signature/,
      )
      expect(() => check(source, sign[source]('other', body), body, ['secret'])).toThrow(/not the signature/)
      expect(() => check(source, {}, body, ['secret'])).toThrow(/Unsigned/)
      expect(() => check(source, sign[source]('', body), body, [])).toThrow(/not the signature/)
    },
  )

  it('is taken with the old secret while a new one replaces it, and where several are sent', () => {
    expect(() => check('typeform', sign.typeform('old', 'x'), 'x', ['new', 'old'])).not.toThrow()
    const headers = sign.generic('new', 'x')
    const both = { ...headers, 'webhook-signature': `v1a,abc v1,AAAA ${headers['webhook-signature']}` }
    expect(() => check('generic', both, 'x', ['new'])).not.toThrow()
  })

  it.each([
    { source: 'zendesk' as const, minutes: 6 },
    { source: 'zendesk' as const, minutes: -6 },
    { source: 'generic' as const, minutes: 6 },
  ])(
    'of $source is refused $minutes minutes after its time: somebody sends it again',
    ({ source, minutes }) => {
      const at = new Date('2026-03-01T10:00:00Z')
      const now = new Date(at.getTime() + minutes * 60_000)
      expect(() => check(source, sign[source]('secret', 'x', at), 'x', ['secret'], now)).toThrow(
        /more than 5 minutes/,
      )
      const changed = { ...sign[source]('secret', 'x', at) }
      const name = source === 'zendesk' ? 'X-Zendesk-Webhook-Signature-Timestamp' : 'webhook-timestamp'
      changed[name] = now.toISOString()
      expect(() => check(source, changed, 'x', ['secret'], now)).toThrow(/not the signature/)
    },
  )
})
