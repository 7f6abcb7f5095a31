import { gzipSync } from 'node:zlib'
import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLedger } from '../../../lambdas/land/ledger.ts'
import { DROPS, landLambda, message } from './land-lambda.ts'

let lambda: Awaited<ReturnType<typeof landLambda>>

beforeAll(async () => {
  lambda = await landLambda()
})
afterAll(() => lambda.moto.stop())

const HEADER = 'order_id,store_id,channel,ordered_at,status,currency'
const order = (id: string, status = 'completed') => `${id},s1,store,2025-03-01T10:00:00Z,${status},EUR`
const orders = (...rows: string[]) => [HEADER, ...rows].join('\n')

const entriesOf = async (file: string) =>
  (await readLedger(lambda.lake)).filter((entry) => entry.file === file)
const refusals = async () => {
  const texts = await Promise.all((await lambda.lake.list('refused')).map((key) => lambda.lake.read(key)))
  return texts.map((text) => JSON.parse(text ?? ''))
}
const everything = async () => {
  const keys = await lambda.lake.list('.')
  return Promise.all(keys.map(async (key) => [key, await lambda.lake.read(key)]))
}

describe('the land function', () => {
  it('lands what was dropped, under the time of its drop, and marks it as landed', async () => {
    const dropped = await lambda.drop('shop/orders-2025-03.csv', orders(order('o1'), order('o2'), 'bad,row'))
    expect(await lambda.hand([dropped])).toEqual([])
    expect(await entriesOf('shop/orders-2025-03.csv')).toMatchObject([
      { extract: 'orders', landed_at: '2025-06-30T12:00:00.000Z', received: 3, landed: 2, quarantined: 1 },
    ])
    const [entry] = await entriesOf('shop/orders-2025-03.csv')
    const file = `orders/landed_on=2025-06-30/${entry?.file_id}.parquet`
    expect(await lambda.lake.list('raw/orders')).toContain(`raw/${file}`)
    expect(await lambda.lake.list('quarantine/orders')).toContain(`quarantine/${file}`)
    expect(await lambda.tags('shop/orders-2025-03.csv')).toEqual(['landed=true'])
  })

  it('changes nothing where the same event comes three times and the same content is dropped again', async () => {
    const dropped = await lambda.drop('orders/again.csv', orders(order('o10')))
    await lambda.hand([dropped])
    const before = await everything()
    expect(before.length).toBeGreaterThan(1)
    const twin = await lambda.drop('orders/twin.csv', orders(order('o10')), '2025-07-02T00:00:00Z')
    expect(await lambda.hand([dropped, twin, dropped])).toEqual([])
    expect(await everything()).toEqual(before)
  })

  it('lands each version of an object under its own time, in whatever order their events come', async () => {
    const first = await lambda.drop(
      'orders/late.csv',
      orders(order('o20', 'pending')),
      '2025-06-01T00:00:00Z',
    )
    const second = await lambda.drop('orders/late.csv', orders(order('o20')), '2025-06-02T00:00:00Z')
    expect(await lambda.hand([second, first])).toEqual([])
    const landed = (await entriesOf('orders/late.csv')).map(({ landed_at }) => landed_at)
    expect(landed).toEqual(['2025-06-01T00:00:00.000Z', '2025-06-02T00:00:00.000Z'])
  })

  it.each([
    { key: 'nothing-known.csv', body: 'a,b\n1,2', reason: /none of the extracts' names.*survey_answers/ },
    { key: 'orders/foreign.csv', body: 'a,b\n1,2', reason: /foreign.csv: .*header/i },
    { key: 'orders/cut-off.csv.gz', body: gzipSync('x'.repeat(5000)).subarray(0, 20), reason: /gzip/ },
    { key: 'orders/empty.csv', body: '', reason: /empty/ },
    { key: 'orders/..', body: 'a', reason: /no format that is read here/ },
    {
      key: 'orders/large.csv',
      body: 'x'.repeat(100_001),
      reason: /100001 bytes, where 100000 are.*Split it/,
    },
  ])('refuses $key with the reason, keeps it and does not try again', async ({ key, body, reason }) => {
    expect(await lambda.hand([await lambda.drop(key, body)])).toEqual([])
    const notes = (await refusals()).filter((note) => note.key === key)
    expect(notes).toEqual([expect.objectContaining({ bucket: DROPS, reason: expect.stringMatching(reason) })])
    expect(await lambda.tags(key)).toEqual([])
    expect(await entriesOf(key)).toEqual([])
  })

  it('gives back only the messages that failed, and lands the others', async () => {
    const good = await lambda.drop('orders/good.csv', orders(order('o30')))
    const gone = await lambda.drop('orders/gone.csv', orders(order('o31')))
    const VersionId = JSON.parse(gone.body).detail.object['version-id']
    await lambda.s3.send(new DeleteObjectCommand({ Bucket: DROPS, Key: 'orders/gone.csv', VersionId }))
    const poison = ['no JSON', '{}', '{"detail-type":"Object Deleted"}'].map(message)
    const again = await lambda.hand([...poison, gone, good])
    expect(again).toEqual([...poison.map(({ body }) => body), gone.body])
    expect(await entriesOf('orders/good.csv')).toHaveLength(1)
  })

  it('begins no file where no time is left, and passes over the empty object that is a folder', async () => {
    const late = await lambda.drop('orders/late-start.csv', orders(order('o40')))
    expect(await lambda.hand([late], 30_000)).toEqual([late.body])
    expect(await lambda.hand([late, await lambda.drop('orders/', '')])).toEqual([])
    expect(await entriesOf('orders/late-start.csv')).toHaveLength(1)
    expect((await refusals()).filter(({ key }) => key === 'orders/')).toEqual([])
  })

  it('lands personal data as pseudonyms of the key in the secret', async () => {
    const body = 'customer_id,joined_at,consent,email\nc1,2025-03-01T00:00:00Z,true,someone@example.com'
    expect(await lambda.hand([await lambda.drop('customers.csv', body)])).toEqual([])
    expect(await entriesOf('customers.csv')).toMatchObject([{ landed: 1 }])
    for (const [, text] of await everything()) expect(text).not.toContain('someone@example.com')
  })

  it('names every setting that is missing or wrong at its start', async () => {
    const { readSettings, text, bytes } = await import('../../../lambdas/settings.ts')
    const z = await import('zod')
    const schema = z.object({ LAKE_BUCKET: text, SECRET: text, MOST: bytes })
    expect(() => readSettings(schema, { SECRET: '', MOST: 'much' })).toThrow(
      /LAKE_BUCKET: must be set; SECRET: must not be empty; MOST: must be a number of bytes.*cdk deploy/,
    )
  })
})
