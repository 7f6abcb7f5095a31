import { join } from 'node:path'
import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Alert } from '../../../lambdas/alert.ts'
import { S3Lake } from '../../../lambdas/land/s3-lake.ts'
import { s3Client } from '../../../lambdas/s3-client.ts'
import { type Moto, startMoto } from '../../aws/moto.ts'
import { newFolder } from '../land/lab.ts'
import { contextWith, message } from '../land/land-lambda.ts'
import { queue, sendAlertsTo, take } from '../receive/receive-lambda.ts'
import { serve } from './server.ts'

let moto: Moto
let vendors: Awaited<ReturnType<typeof serve>>
let queues: { pulls: string; alerts: string }

const answer = (token: string, score: number, submitted_at: string) => ({
  ...{ token, submitted_at, landed_at: submitted_at, hidden: {} },
  answers: [{ type: 'number', number: score, field: { ref: 'nps' } }],
})

/** Two pages of contacts. */
const contacts = (after?: string) => ({
  results: [
    {
      id: after ?? '0',
      properties: { createdate: '2025-03-01T10:00:00Z', lastmodifieddate: '2025-03-02T10:00:00Z' },
    },
  ],
  ...(after === undefined ? { paging: { next: { after: '1' } } } : {}),
})

beforeAll(async () => {
  moto = await startMoto()
  const items = [
    answer('old', 0, '2025-01-01T00:00:00.000Z'),
    answer('new', 1, new Date(Date.now() - 60_000).toISOString()),
  ]
  vendors = await serve(({ url, headers, body }) => {
    if (headers.authorization !== 'Bearer good') return { status: 403 }
    if (url.pathname.startsWith('/crm')) return { json: contacts(JSON.parse(body).after) }
    const since = url.searchParams.get('since') ?? ''
    return { json: { items: items.filter(({ submitted_at }) => submitted_at >= since) } }
  })
  for (const Bucket of ['drops', 'lake']) await s3Client().send(new CreateBucketCommand({ Bucket }))
  const accounts = {
    typeform: { token: 'good', forms: ['f1', 'f2'] },
    hubspot: { token: 'good' },
    zendesk: {},
    square: { token: 'bad-secret-token', locations: ['L1'] },
  }
  for (const [Name, account] of Object.entries(accounts)) {
    const base = Name === 'zendesk' ? {} : { base: vendors.base }
    const SecretString = JSON.stringify({ ...account, ...base })
    await new SecretsManagerClient().send(new CreateSecretCommand({ Name, SecretString }))
  }
  queues = { pulls: await queue('pulls'), alerts: await queue('alerts') }
  await sendAlertsTo(queues.alerts)
  const SOURCES_FILE = join(newFolder(), 'sources.json')
  await execa('node', [join(import.meta.dirname, '../../../lambdas/sources/bundle.ts'), SOURCES_FILE])
  Object.assign(process.env, {
    SOURCES_FILE,
    LAKE_BUCKET: 'lake',
    DROP_BUCKET: 'drops',
    PULL_QUEUE: queues.pulls,
    LOW_SCORES: '{"nps":4}',
    ACCOUNTS: JSON.stringify({
      typeform: 'typeform',
      hubspot: 'hubspot',
      zendesk: 'zendesk',
      square: 'square',
    }),
    POWERTOOLS_TRACE_ENABLED: 'false',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  })
})
afterAll(async () => {
  vendors?.stop()
  await moto?.stop()
})

/** Hands messages to the function; gives the bodies of those that come again. */
async function hand(bodies: string[], milliseconds = 900_000): Promise<string[]> {
  const { handler } = await import('../../../lambdas/pull/handler.ts')
  const Records = bodies.map(message)
  const { batchItemFailures } = await handler({ Records }, contextWith(milliseconds))
  const again = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
  return Records.filter(({ messageId }) => again.has(messageId)).map(({ body }) => body)
}

const dropped = () => new S3Lake(s3Client(), 'drops').list('.')

describe('the pull function', () => {
  it('pulls each item of an account, and a source that is asked for often once', async () => {
    expect(await hand(['{"source":"typeform"}', '{"source":"typeform"}'])).toEqual([])
    expect(vendors.asked.map(({ url }) => url.pathname)).toEqual([
      '/forms/f1/responses',
      '/forms/f2/responses',
    ])
    expect(await dropped()).toEqual([
      'pulled/typeform/responses/f1/survey_answers-00000001.ndjson.gz',
      'pulled/typeform/responses/f2/survey_answers-00000001.ndjson.gz',
    ])
  })

  it('that is out of time asks for the rest, which the next one pulls', async () => {
    expect(await hand(['{"source":"hubspot"}'], 1000)).toEqual([])
    const rest = await take(queues.pulls)
    expect(rest).toEqual(['{"source":"hubspot"}'])
    expect(await hand(rest)).toEqual([])
    expect(await take(queues.pulls)).toEqual([])
    expect((await dropped()).filter((key) => key.includes('hubspot'))).toEqual([
      'pulled/hubspot/contacts/customers-00000001.ndjson.gz',
      'pulled/hubspot/contacts/customers-00000002.ndjson.gz',
    ])
  })

  it('tells of low scores of the last hour, and not of older ones', async () => {
    const alerts = (await take(queues.alerts)).map((body) => Alert.parse(JSON.parse(body).detail))
    // One for each of the two forms, which here give the same answer: whoever routes them does so once.
    expect(alerts).toMatchObject([{ kind: 'low_score', score: 1 }, { score: 1 }])
    expect(new Set(alerts.map(({ alert_id }) => alert_id)).size).toBe(1)
  })

  it('gives back only what failed: a refused token, a source that is none, and poison; one without an account waits', async () => {
    const before = await dropped()
    const bad = ['{"source":"square"}', '{"source":"nobody"}', 'no JSON', '{}']
    expect(await hand([...bad, '{"source":"zendesk"}', '{"source":"typeform"}'])).toEqual(bad)
    expect(await dropped()).toEqual(before)
  })
})
