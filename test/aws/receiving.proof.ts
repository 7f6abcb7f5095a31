import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { beforeAll, expect, it } from 'vitest'
import { readLedger } from '../../lambdas/land/ledger.ts'
import { S3Lake } from '../../lambdas/land/s3-lake.ts'
import { s3Client } from '../../lambdas/s3-client.ts'
import { contextWith } from '../lambdas/land/land-lambda.ts'
import { httpEvent } from '../lambdas/receive/receive-lambda.ts'
import { sign } from '../lambdas/receive/sign.ts'
import { besideCode } from './documented.ts'
import { workOff } from './queue.ts'
import { becomeFunction, bucket, resource } from './resource.ts'

const lake = new S3Lake(s3Client(), bucket('Lake'))

beforeAll(async () => {
  for (const name of ['ReceivingReceive', 'ReceivingGatheringGather', 'LandingLand'])
    await becomeFunction(name)
  // Where Lambda finds it beside the code is where the deployment put it.
  process.env.SOURCES_FILE = besideCode('sources.json')
  const SecretString = JSON.stringify({ judgeme: 'a secret' })
  const SecretId = process.env.WEBHOOK_SECRETS
  await new SecretsManagerClient().send(new PutSecretValueCommand({ SecretId, SecretString }))
})

async function post(body: string) {
  const { handler } = await import('../../lambdas/receive/handler.ts')
  return handler(httpEvent('judgeme', body, sign.judgeme('a secret', body)))
}

async function gatherAndLand() {
  const { handler: gather } = await import('../../lambdas/gather/handler.ts')
  const { handler: land } = await import('../../lambdas/land/handler.ts')
  return [
    await workOff('ReceivingGatheringReceivedQueue', gather),
    await workOff('LandingDropsQueue', (event) => land(event, contextWith(900_000))),
  ]
}

const reviews = async () =>
  (await readLedger(lake)).filter(({ file }) => file.startsWith('received/reviews/'))

it('a webhook that is posted three times lands once, and a replay changes nothing', async () => {
  expect(resource('AWS::ApiGatewayV2::Route', 'ReceivingWebhooksApiPOSTwebhooks')).not.toBe('')
  const body = JSON.stringify({ id: 1, rating: 4, created_at: '2026-05-12T04:38:32+00:00' })
  for (let time = 0; time < 3; time++) expect(await post(body)).toMatchObject({ statusCode: 202 })
  expect(await gatherAndLand()).toEqual([3, 1])
  const landed = await reviews()
  expect(landed).toMatchObject([{ received: 1, landed: 1, quarantined: 0, duplicates: 0 }])
  await post(body)
  expect(await gatherAndLand()).toEqual([1, 0])
  expect(await reviews()).toEqual(landed)
})
