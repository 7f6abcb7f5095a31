import { join } from 'node:path'
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda'
import { beforeAll, expect, it } from 'vitest'
import { type Alert, alertId } from '../../lambdas/alert.ts'
import { alertTeller } from '../../lambdas/alert-teller.ts'
import { S3Lake } from '../../lambdas/land/s3-lake.ts'
import { s3Client } from '../../lambdas/s3-client.ts'
import { contextWith } from '../lambdas/land/land-lambda.ts'
import { workOff } from './queue.ts'
import { becomeFunction, bucket } from './resource.ts'

const lake = new S3Lake(s3Client(), bucket('Lake'))
let handler: (event: object) => Promise<unknown>

beforeAll(async () => {
  await becomeFunction('RoutingRoute')
  // The bundle has it beside it.
  process.env.ROUTES_FILE = join(import.meta.dirname, '../../lambdas/route/routes.yml')
  const route = await import('../../lambdas/route/handler.ts')
  handler = (event) => route.handler(event, contextWith(300_000))
})

const work = () =>
  workOff(
    'RoutingUnhappyQueue',
    (event: { Records: SQSRecord[] }) => handler(event) as Promise<SQSBatchResponse>,
  )
const noteOf = async (id: string) => JSON.parse((await lake.read(`alerts/${id}/sent.json`)) ?? '{}')

it('an unhappy customer reaches the role of the rule at once, and once', async () => {
  const alert_id = alertId('low_score', 'survey_answers', ['r1', 'csat'])
  const alert: Alert = {
    alert_id,
    kind: 'low_score',
    extract: 'survey_answers',
    source: 'typeform',
    receipt: 'f'.repeat(64),
    metric: 'csat',
    score: 1,
    store_id: 's1',
    happened_at: '2026-03-01T10:00:00Z',
  }
  const tell = alertTeller()
  await tell([alert, alert])
  expect(await work()).toBe(2)
  const sent = await noteOf(alert_id)
  expect(sent).toMatchObject({ rule: 'a very low score', role: 'customer care', by: 'sns' })
  expect(sent.receipt).toMatch(/^[0-9a-f-]{36}$/)
  await tell([alert])
  await work()
  expect(await noteOf(alert_id)).toEqual(sent)
})

it("the marts' alerts follow a build, each once, with how far its action has come", async () => {
  const key = '["low_store","s9","csat","watch","2026-01-01"]'
  const cells = {
    ...{ alert_key: key, kind: 'low_store', store_id: 's9', subject: 'csat', flag: 'watch' },
    ...{
      seen: '3.1',
      expected: '3.9',
      n: '60',
      since_month: '2026-01-01',
      action_id: 'A1',
      status: 'proposed',
    },
  }
  const [names, row] = [Object.keys(cells), Object.values(cells)]
  await athenaAnswers([names, row], [names, row.with(-1, 'done')])
  expect(await handler({ from: 'marts' })).toEqual({ sent: 1, already: 0 })
  expect(await handler({ from: 'marts' })).toEqual({ sent: 0, already: 1 })
  const progress = (await lake.list('alerts')).filter((key) => key.includes('/action-A1-'))
  expect(progress.map((key) => key.split('/').at(-1))).toEqual([
    'action-A1-done.json',
    'action-A1-proposed.json',
  ])
})

/** What moto, which runs no SQL, is to answer to the next queries. */
async function athenaAnswers(...tables: string[][][]): Promise<void> {
  const results = tables.map((rows) => ({
    rows: rows.map((cells) => ({ Data: cells.map((VarCharValue) => ({ VarCharValue })) })),
    column_info: [],
  }))
  const body = JSON.stringify({ account_id: '123456789012', region: 'us-east-1', results })
  const { status } = await fetch(`${process.env.AWS_ENDPOINT_URL}/moto-api/static/athena/query-results`, {
    method: 'POST',
    body,
  })
  expect(status).toBe(201)
}
