import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AthenaClient, GetWorkGroupCommand } from '@aws-sdk/client-athena'
import { GetTablesCommand, GlueClient } from '@aws-sdk/client-glue'
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { beforeAll, expect, it } from 'vitest'
import { contracts } from '../../contracts/index.ts'
import { landFile } from '../../lambdas/land/land.ts'
import { readLedger } from '../../lambdas/land/ledger.ts'
import { S3Lake } from '../../lambdas/land/s3-lake.ts'
import { s3Client } from '../../lambdas/s3-client.ts'
import { contract, newLanding, writeFile } from '../lambdas/land/lab.ts'
import { contextWith } from '../lambdas/land/land-lambda.ts'
import { workOff } from './queue.ts'
import { becomeFunction, bucket } from './resource.ts'

let land: Record<string, string>
const lake = new S3Lake(s3Client(), bucket('Lake'))

beforeAll(async () => {
  land = await becomeFunction('LandingLand')
})

const drop = (Key: string, Body: string) =>
  s3Client().send(new PutObjectCommand({ Bucket: bucket('Drops'), Key, Body }))

async function work(): Promise<number> {
  const { handler } = await import('../../lambdas/land/handler.ts')
  return workOff('LandingDropsQueue', (event) => handler(event, contextWith(900_000)))
}

const EXTRACTS = {
  'orders.csv': [
    'order_id,store_id,channel,ordered_at,status,currency',
    'o1,s1,store,2025-03-01T10:00:00Z,completed,EUR',
    'o2,s1,store,not a time,completed,EUR',
    'o1,s1,online,2025-03-01T10:00:00Z,completed,EUR',
  ].join('\n'),
  'customers.csv': 'customer_id,joined_at,consent,email\nc1,2025-03-01T00:00:00Z,true,a@example.com',
}

it('a deployment has the tables of all contracts, and workgroups with limits', async () => {
  const { TableList = [] } = await new GlueClient().send(new GetTablesCommand({ DatabaseName: 'raw' }))
  expect(TableList.map(({ Name }) => Name).sort()).toEqual(
    [...contracts.map(({ name }) => name), 'ledger'].sort(),
  )
  const { WorkGroup } = await new AthenaClient().send(new GetWorkGroupCommand({ WorkGroup: 'cx-serving' }))
  expect(WorkGroup?.Configuration).toMatchObject({ EnforceWorkGroupConfiguration: true })
})

it('what is dropped lands as in a lake in a folder, byte by byte, and once', async () => {
  for (const [name, body] of Object.entries(EXTRACTS)) await drop(name, body)
  expect(await work()).toBe(2)
  const SecretId = land.PSEUDONYM_SECRET
  const { SecretString = '' } = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId }))
  const entries = (await readLedger(lake)).filter(({ file }) => file in EXTRACTS)
  expect(entries).toHaveLength(2)
  for (const entry of entries) {
    const inFolder = {
      ...newLanding(),
      now: () => new Date(entry.landed_at),
      pseudonymKey: () => SecretString,
    }
    const file = writeFile(entry.file, EXTRACTS[entry.file as keyof typeof EXTRACTS])
    expect(await landFile(inFolder, contract(entry.extract), file)).toEqual({ ...entry, already: false })
    for (const key of await inFolder.lake.list('.'))
      expect(await digestOf(key)).toBe(digest(readFileSync(join(inFolder.lake.folder, key))))
  }
  const before = await lake.list('.')
  const ids = entries.map(({ file_id }) => file_id)
  // orders: raw, quarantine, superseded, ledger; customers: raw, ledger.
  expect(before.filter((key) => ids.some((id) => key.includes(id)))).toHaveLength(6)
  for (const [name, body] of Object.entries(EXTRACTS)) await drop(name, body)
  expect(await work()).toBe(2)
  expect(await lake.list('.')).toEqual(before)
})

it('what cannot land is refused with the reason', async () => {
  await drop('nobody-knows.csv', 'a\n1')
  expect(await work()).toBe(1)
  const [key = ''] = await lake.list('refused')
  expect(await lake.read(key)).toMatch(/none of the extracts' names/)
})

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function digestOf(Key: string): Promise<string> {
  const Bucket = bucket('Lake')
  const { Body } = await s3Client().send(new GetObjectCommand({ Bucket, Key }))
  return digest((await Body?.transformToByteArray()) ?? new Uint8Array())
}
