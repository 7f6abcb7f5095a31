import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readLedger } from '../../lambdas/land/ledger.ts'
import { S3Lake } from '../../lambdas/land/s3-lake.ts'
import { s3Client } from '../../lambdas/s3-client.ts'
import { contextWith } from '../lambdas/land/land-lambda.ts'
import { serve } from '../lambdas/pull/server.ts'
import { besideCode } from './documented.ts'
import { workOff } from './queue.ts'
import { becomeFunction, bucket, resource } from './resource.ts'

const lake = new S3Lake(s3Client(), bucket('Lake'))
let zendesk: Awaited<ReturnType<typeof serve>>

const ticket = {
  id: 1,
  via: { channel: 'email' },
  status: 'solved',
  created_at: '2026-03-01T10:00:00Z',
  generated_timestamp: 1_772_359_200,
  metric_set: { reopens: 0, solved_at: '2026-03-01T12:00:00Z', reply_time_in_minutes: { calendar: 30 } },
}

beforeAll(async () => {
  for (const name of ['PullingPull', 'LandingLand']) await becomeFunction(name)
  process.env.SOURCES_FILE = besideCode('sources.json')
  zendesk = await serve(() => ({ json: { tickets: [ticket], end_of_stream: true } }))
})
afterAll(() => zendesk?.stop())

async function pull() {
  const { handler } = await import('../../lambdas/pull/handler.ts')
  await new SQSClient({ useQueueUrlAsEndpoint: false }).send(
    new SendMessageCommand({
      QueueUrl: resource('AWS::SQS::Queue', 'PullingWantedQueue'),
      MessageBody: '{"source":"zendesk"}',
    }),
  )
  return workOff('PullingWantedQueue', (event) => handler(event, contextWith(900_000)))
}

async function land() {
  const { handler } = await import('../../lambdas/land/handler.ts')
  await workOff('LandingDropsQueue', (event) => handler(event, contextWith(900_000)))
  return (await readLedger(lake)).filter(({ file }) => file.startsWith('pulled/zendesk/'))
}

it('a source is pulled as soon as its account is there, and what has changed lands once', async () => {
  await pull()
  expect(await land()).toEqual([])
  const SecretString = JSON.stringify({ base: zendesk.base, email: 'someone@example.com', token: 't' })
  const SecretId = 'cx-dev/sources/zendesk'
  await new SecretsManagerClient().send(new PutSecretValueCommand({ SecretId, SecretString }))
  await pull()
  const landed = await land()
  expect(landed).toMatchObject([{ extract: 'service_cases', received: 1, landed: 1, quarantined: 0 }])
  await pull()
  expect(await land()).toEqual(landed)
  const [first] = zendesk.asked
  expect(first?.headers.authorization).toBe(`Basic ${btoa('someone@example.com/token:t')}`)
})
