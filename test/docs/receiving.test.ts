import { execa } from 'execa'
import { expect, it } from 'vitest'
import { checkSignature } from '../../lambdas/receive/signature.ts'
import { readSources } from '../../lambdas/sources/read-sources.ts'
import { blocksOf } from './page.ts'

it('the page on webhooks signs in a shell as the function checks it', async () => {
  const secret = `whsec_${Buffer.from('a secret of 24 bytes, or').toString('base64')}`
  const lines = blocksOf('receiving.md').find(({ file }) => file === 'sign')?.text ?? ''
  const script = `${lines}\nprintf '%s\\n' "$id" "$time" "v1,$signature" "$body"`
  const { stdout } = await execa('bash', ['-ec', script], { env: { secret } })
  const [id, time, signature, body = ''] = stdout.split('\n')
  const headers = { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature }
  const webhook = readSources().find(({ name }) => name === 'generic')?.webhook
  if (!webhook) throw new Error('no webhook')
  const request = { source: 'generic', headers, body: Buffer.from(body) }
  expect(checkSignature(webhook, request, [secret], new Date())).toBeInstanceOf(Date)
})
