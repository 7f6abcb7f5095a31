import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { landFile } from '../../../lambdas/land/land.ts'
import { S3Lake } from '../../../lambdas/land/s3-lake.ts'
import { s3Client } from '../../../lambdas/s3-client.ts'
import { type Moto, startMoto } from '../../aws/moto.ts'
import { contract, newLanding, writeFile } from './lab.ts'

let moto: Moto
let lake: S3Lake

beforeAll(async () => {
  moto = await startMoto()
  const s3 = s3Client()
  await s3.send(new CreateBucketCommand({ Bucket: 'a-lake' }))
  lake = new S3Lake(s3, 'a-lake')
})
afterAll(() => moto.stop())

describe('a lake in a bucket', () => {
  it('has nothing at a key that nothing was written to', async () => {
    expect(await lake.read('ledger/none.json')).toBeUndefined()
    expect(await lake.list('raw')).toEqual([])
  })

  it('writes a small object once, whoever comes first of several', async () => {
    const writes = Array.from({ length: 5 }, (_, i) => lake.writeOnce('ledger/orders/a.json', `text ${i}`))
    const written = await Promise.all(writes)
    expect(written.filter(Boolean)).toHaveLength(1)
    expect(await lake.read('ledger/orders/a.json')).toBe(`text ${written.indexOf(true)}`)
  })

  it('moves a local file into the lake, over what was there', async () => {
    const { folder, dispose } = await lake.scratch()
    for (const content of ['first', 'second, of another length']) {
      await lake.publish(writeFile('landed.parquet', content, folder), 'raw/orders/a.parquet')
      expect(existsSync(join(folder, 'landed.parquet'))).toBe(false)
      expect(await lake.read('raw/orders/a.parquet')).toBe(content)
    }
    await dispose()
    expect(existsSync(folder)).toBe(false)
  })

  it('lists the keys of a folder, and not those of one whose name only begins so', async () => {
    for (const key of ['raw/stores/b', 'raw/stores/a', 'raw/stores_old/c', 'rawish/d'])
      await lake.writeOnce(key, 'x')
    expect(await lake.list('raw/stores')).toEqual(['raw/stores/a', 'raw/stores/b'])
    await lake.remove('raw/stores/a')
    await lake.remove('raw/stores/never-there')
    expect(await lake.list('raw/stores')).toEqual(['raw/stores/b'])
  })

  it('says that its bucket is not there, and does not look empty then', async () => {
    await expect(new S3Lake(s3Client(), 'no-such-lake').list('raw')).rejects.toThrow(/bucket does not exist/)
    await expect(new S3Lake(s3Client(), 'no-such-lake').read('ledger/a.json')).rejects.toThrow(/bucket/)
  })

  it('takes in a file as a lake in a folder does, byte by byte', async () => {
    const file = writeFile(
      'customers.csv',
      [
        'customer_id,joined_at,consent,email,shoe_size',
        'c1,2025-02-28T00:00:00Z,true,a@example.com,41',
        'c2,2025-02-30T00:00:00Z,true,b@example.com,42',
        'c1,2025-03-01T00:00:00Z,true,a@example.com,43',
      ].join('\n'),
    )
    const [inFolder, inBucket] = [newLanding(), { ...newLanding(), lake }]
    const entry = await landFile(inFolder, contract('customers'), file)
    expect(await landFile(inBucket, contract('customers'), file)).toEqual(entry)
    expect(entry).toMatchObject({ received: 3, landed: 1, quarantined: 1, duplicates: 1, already: false })
    expect(await landFile(inBucket, contract('customers'), file)).toMatchObject({ already: true })
    const keys = await inFolder.lake.list('.')
    expect(keys).toHaveLength(4)
    for (const key of keys)
      expect(await lake.read(key)).toBe(readFileSync(join(inFolder.lake.folder, key), 'utf8'))
    for (const area of [
      'ledger/customers',
      'raw/customers',
      'quarantine/customers',
      'superseded/customers',
      'intents',
    ])
      expect(await lake.list(area)).toEqual(keys.filter((key) => key.startsWith(area)))
  })
})
