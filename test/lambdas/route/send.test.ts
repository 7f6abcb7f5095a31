import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sendByHttp } from '../../../lambdas/route/send.ts'

const MESSAGE = {
  alert: { alert_id: 'a1', kind: 'low_store', store_id: 's1' },
  rule: 'a store to act on',
  role: 'regional operations',
  due_on: '2026-03-15',
}

let received: { headers: IncomingMessage['headers']; body: unknown }[] = []
let answer = { status: 201, body: '{"id":"00T1"}' }
const server = createServer(async (request, response) => {
  received.push({ headers: request.headers, body: JSON.parse(await text(request)) })
  response.writeHead(answer.status).end(answer.body)
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => void server.close())

const send = (channel: Parameters<ReturnType<typeof sendByHttp>>[1]) => {
  received = []
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tasks`
  return sendByHttp({ crm: { url, authorization: 'Bearer secret-word' } })(MESSAGE, channel)
}

it.each([
  [
    { by: 'webhook', address: 'crm' },
    { rule: 'a store to act on', due_on: '2026-03-15', alert: { alert_id: 'a1' } },
  ],
  [
    { by: 'crm_task', crm: 'salesforce', address: 'crm' },
    { Subject: 'regional operations: a store to act on (store s1)', ActivityDate: '2026-03-15' },
  ],
  [
    { by: 'crm_task', crm: 'hubspot', address: 'crm' },
    { properties: { hs_timestamp: '2026-03-15T00:00:00Z', hs_task_status: 'NOT_STARTED' } },
  ],
] as const)('%o is sent in its own words, and its id is the receipt', async (channel, body) => {
  answer = { status: 201, body: '{"id":"00T1"}' }
  expect(await send(channel)).toBe('00T1')
  expect(received[0]?.body).toMatchObject(body)
  expect(received[0]?.headers).toMatchObject({ authorization: 'Bearer secret-word', 'idempotency-key': 'a1' })
})

it('an answer that is no success is an error that shows neither secrets nor the answer', async () => {
  answer = { status: 401, body: 'secret-word is wrong' }
  const failure = await send({ by: 'webhook', address: 'crm' }).catch((error: Error) => error.message)
  expect(failure).toBe('"crm" answers 401. It is tried again with the next run.')
})

it('an address that the secret does not have is named', async () => {
  await expect(send({ by: 'webhook', address: 'slack' })).rejects.toThrow(/has no "slack": add/)
})
