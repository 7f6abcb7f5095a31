import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { beforeAll, describe, expect, it } from 'vitest'
import { requireExtractOf } from '../../lambdas/land/extract-of.ts'
import { FolderLake } from '../../lambdas/land/folder-lake.ts'
import { landFile } from '../../lambdas/land/land.ts'
import { type LedgerEntry, readLedger } from '../../lambdas/land/ledger.ts'
import { S3Lake } from '../../lambdas/land/s3-lake.ts'
import { s3Client } from '../../lambdas/s3-client.ts'
import { contextWith } from '../lambdas/land/land-lambda.ts'
import { realData } from '../real-data.ts'
import { drop, keyOf, mappedExtracts, sampleExtracts } from './extracts.ts'
import { workOff } from './queue.ts'
import { becomeFunction, bucket } from './resource.ts'

const AREAS = ['raw', 'quarantine', 'superseded', 'ledger']
const lake = new S3Lake(s3Client(), bucket('Lake'))
const olist = realData('olist')

let pseudonymKey: string
beforeAll(async () => {
  const { PSEUDONYM_SECRET: SecretId } = await becomeFunction('LandingLand')
  const { SecretString = '' } = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId }))
  pseudonymKey = SecretString
})

const land = async () => {
  const { handler } = await import('../../lambdas/land/handler.ts')
  return workOff('LandingDropsQueue', (event) => handler(event, contextWith(900_000)))
}

/** The digest of every object by its key. */
async function objects(): Promise<Record<string, string>> {
  const keys = (await Promise.all(AREAS.map((area) => lake.list(area)))).flat()
  const digests = keys.map(async (Key) => {
    const { Body } = await s3Client().send(new GetObjectCommand({ Bucket: bucket('Lake'), Key }))
    return [Key, digest((await Body?.transformToByteArray()) ?? new Uint8Array())] as const
  })
  return Object.fromEntries(await Promise.all(digests))
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** The same files in a lake in a folder, each at the time at which it was dropped there. */
async function inFolder(files: readonly string[], place: string, entries: readonly LedgerEntry[]) {
  const folder = new FolderLake(mkdtempSync(join(tmpdir(), 'cx-folder-')))
  for (const file of files) {
    const entry = entries.find((each) => each.file === keyOf(file, place))
    const now = () => new Date(entry?.landed_at ?? 0)
    await landFile({ lake: folder, now, pseudonymKey: () => pseudonymKey }, requireExtractOf(file), file, {
      name: keyOf(file, place),
    })
  }
  const keys = (await Promise.all(AREAS.map((area) => folder.list(area)))).flat()
  return Object.fromEntries(keys.map((key) => [key, digest(readFileSync(join(folder.folder, key)))]))
}

describe.each([
  { name: 'a made-up retailer', place: 'sample', extracts: sampleExtracts },
  ...(olist
    ? [{ name: 'Olist, a real marketplace', place: 'olist', extracts: () => mappedExtracts(olist, 'olist') }]
    : []),
])('the extracts of $name', ({ name, place, extracts }) => {
  let files: string[]
  let before: Record<string, string>

  it('land from the drop bucket as in a folder: the same raw rows, quarantine and ledger, byte by byte', async () => {
    files = await extracts()
    const earlier = await objects()
    await drop(files, place)
    expect(await land()).toBeGreaterThanOrEqual(files.length)
    const entries = await readLedger(lake)
    before = await objects()
    const landed = Object.fromEntries(Object.entries(before).filter(([key]) => !(key in earlier)))
    expect(landed).toEqual(await inFolder(files, place, entries))
    const rows = entries.filter(({ file }) => file.startsWith(`${place}/`))
    const sum = (count: (entry: LedgerEntry) => number) =>
      rows.reduce((total, entry) => total + count(entry), 0)
    const received = sum((entry) => entry.received)
    expect(received).toBe(sum((entry) => entry.landed + entry.quarantined + entry.duplicates))
    console.log(
      `${name}: ${rows.length} files, ${received} rows received, ${sum((e) => e.landed)} landed, ${sum((e) => e.quarantined)} quarantined, ${sum((e) => e.duplicates)} duplicates`,
    )
  })

  it('change nothing when they are dropped again', async () => {
    await drop([...files].reverse(), place)
    expect(await land()).toBeGreaterThanOrEqual(files.length)
    expect(await objects()).toEqual(before)
  })
})
