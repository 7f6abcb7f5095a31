import { createHmac } from 'node:crypto'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { landFile } from '../../../lambdas/land/land.ts'
import { readLedger } from '../../../lambdas/land/ledger.ts'
import { contract, inLake, KEY, landText, newFolder, newLanding, rows, snapshot, writeFile } from './lab.ts'

const STORE_DAYS = 'store_id,day,visitors\nS1,2025-01-01,10\nS2,2025-01-01,20\n'
const counts = ({ received, landed, quarantined, duplicates }: Record<string, unknown>) => [
  received,
  landed,
  quarantined,
  duplicates,
]

describe('landing a file', () => {
  it.each([
    ['plain', 'store_days.csv', STORE_DAYS],
    ['with Windows line ends', 'store_days.csv', STORE_DAYS.replaceAll('\n', '\r\n')],
    ['without a last line end', 'store_days.csv', STORE_DAYS.trimEnd()],
    ['with a byte order mark', 'store_days.csv', `\uFEFF${STORE_DAYS}`],
    ['with quoted cells', 'store_days.csv', STORE_DAYS.replaceAll(/[^,\n]+/g, '"$&"')],
    ['with semicolons', 'store_days.csv', STORE_DAYS.replaceAll(',', ';')],
    [
      'with columns in another order',
      'store_days.csv',
      'visitors,day,store_id\n10,2025-01-01,S1\n20,2025-01-01,S2\n',
    ],
    [
      'with another case in the header',
      'store_days.csv',
      STORE_DAYS.replace('store_id,day', 'Store_ID, Day'),
    ],
    ['with tabs', 'store_days.tsv', STORE_DAYS.replaceAll(',', '\t')],
    [
      'as a JSON array',
      'store_days.json',
      '[\n {"store_id":"S1","day":"2025-01-01","visitors":10},\n {"visitors":20,"day":"2025-01-01","store_id":"S2"}\n]',
    ],
    ['gzip', 'store_days.csv.gz', gzipSync(STORE_DAYS)],
    ['zstd', 'store_days.csv.zst', zstdCompressSync(STORE_DAYS)],
    ['gzip under a name that does not say so', 'store_days.csv', gzipSync(STORE_DAYS)],
    [
      'NDJSON',
      'store_days.ndjson',
      '{"store_id":"S1","day":"2025-01-01","visitors":10}\n\n{"visitors":20,"day":"2025-01-01","store_id":"S2"}\n',
    ],
    [
      'NDJSON, zstd',
      'store_days.jsonl.zst',
      zstdCompressSync(
        '{"store_id":"S1","day":"2025-01-01","visitors":10}\n{"visitors":"20","day":"2025-01-01","store_id":"S2"}',
      ),
    ],
  ])('reads it %s', async (_how, name, content) => {
    const landing = newLanding()
    expect(counts({ ...(await landText(landing, name, content)) })).toEqual([2, 2, 0, 0])
    expect(await inLake(landing, 'raw', 'store_days', 'store_id, day, visitors')).toEqual([
      { store_id: 'S1', day: '2025-01-01', visitors: '10' },
      { store_id: 'S2', day: '2025-01-01', visitors: '20' },
    ])
  })

  it('reads Parquet with native types', async () => {
    const file = `${newFolder()}/reviews.parquet`
    await rows(
      `copy (select 'r' || i as review_id, 'web' as source, 4.5::double as rating,
         timestamptz '2025-01-01 00:30:00+02' as posted_at, true as verified from range(3) t(i)) to '${file}'`,
    )
    const landing = newLanding()
    expect(counts({ ...(await landFile(landing, contract('reviews'), file)) })).toEqual([3, 3, 0, 0])
    expect((await inLake(landing, 'raw', 'reviews', 'rating, posted_at, _extra'))[0]).toEqual({
      rating: 4.5,
      posted_at: '2024-12-31 22:30:00',
      _extra: '{"verified":"true"}',
    })
  })

  it('stores times in UTC, amounts as decimals and unknown columns as JSON', async () => {
    const landing = newLanding()
    const header =
      'order_id,line_no,product_id,quantity,net_amount,discount_amount,returned_quantity,gift wrap'
    await landText(
      landing,
      'order_lines.csv',
      `${header}\no1,1,p1,2,19.99,0.1,0,red\no1,2.0,p2,1,1e-05,0,0,\n`,
    )
    expect(
      await inLake(landing, 'raw', 'order_lines', 'line_no, net_amount, discount_amount, _extra'),
    ).toEqual([
      { line_no: '1', net_amount: '19.9900', discount_amount: '0.1000', _extra: '{"gift wrap":"red"}' },
      { line_no: '2', net_amount: '0.0000', discount_amount: '0.0000', _extra: null },
    ])
  })

  it('quarantines each bad row with its number, column, value and reason, and lands the rest', async () => {
    const landing = newLanding()
    const text = [
      'response_id,metric,score,channel,answered_at,comment',
      'r1,nps,11,email,2025-01-01T10:00:00Z,',
      'r2,csat,5,email,2025-01-01T10:00:00Z,"two\nlines"',
      'r3,csat,5,email',
      'r4,csat,0,email,2025-02-31T10:00:00Z,',
      ',csat,4,email,2025-01-01T10:00:00Z,',
      'r6,ces,7,email,2025-01-01T10:00:00,',
      'r7,csat,1,email,2025-01-01T10:00:00Z,"open',
    ].join('\n')
    expect(counts({ ...(await landText(landing, 'survey_answers.csv', text)) })).toEqual([7, 1, 6, 0])
    const bad = await inLake(
      landing,
      'quarantine',
      'survey_answers',
      'row_number, column_name, value, reason',
    )
    expect(bad.map((row) => [String(row.row_number), ...Object.values(row).slice(1)])).toEqual([
      ['1', 'score', '11', 'must be from 0 to 10'],
      ['3', null, null, 'has fewer cells than the header'],
      ['4', 'score', '0', 'must be from 1 to 5 for csat'],
      ['5', 'response_id', null, 'must not be empty'],
      ['6', 'answered_at', '2025-01-01T10:00:00', 'must end with its offset from UTC, such as Z or +01:00'],
      ['7', null, null, 'has a quote that is not closed, or text beside a quoted cell'],
    ])
  })

  it('counts malformed NDJSON lines as rows', async () => {
    const landing = newLanding()
    const good = (id: string) => `{"store_id":"${id}","day":"2025-01-01"}`
    const landed = await landText(
      landing,
      'store_days.ndjson',
      `${good('a')}\n{"store_id":\n[1]\n${good('b')}\n{"store_id":"c","day":7}`,
    )
    expect(counts({ ...landed })).toEqual([5, 2, 3, 0])
    const bad = await inLake(landing, 'quarantine', 'store_days', 'row_number, column_name')
    expect(bad.map(Object.values)).toEqual([
      ['2', null],
      ['3', null],
      ['5', 'day'],
    ])
  })

  it('lands the last of several rows with the same key and keeps the earlier ones that differ', async () => {
    const landing = newLanding()
    const text = 'store_id,day,visitors\nS1,2025-01-01,1\nS2,2025-01-01,5\nS1,2025-01-01,2\nS2,2025-01-01,5\n'
    expect(counts({ ...(await landText(landing, 'store_days.csv', text)) })).toEqual([4, 2, 0, 2])
    expect(await inLake(landing, 'raw', 'store_days', 'store_id, visitors')).toEqual([
      { store_id: 'S1', visitors: '2' },
      { store_id: 'S2', visitors: '5' },
    ])
    expect(await inLake(landing, 'superseded', 'store_days', 'row_number, visitors')).toEqual([
      { row_number: '1', visitors: '1' },
    ])
  })

  const ids = Array.from({ length: 300_000 }, (_, i) => i)
  it.each([
    ['rising keys', ids, 0],
    ['falling keys', ids.toReversed(), 0],
    ['keys in no order', ids.map((i) => (i * 7919) % ids.length), 0],
    // Each half rises, over several of the groups of rows that Parquet is read by.
    ['the same rising keys twice', [...ids, ...ids], ids.length],
    ['one key of many again', [...ids, 7], 1],
  ])('finds the duplicates among %s', async (_which, list, duplicates) => {
    const text = `store_id,day\n${list.map((i) => `S${i},2025-01-01`).join('\n')}\n`
    const landed = await landText(newLanding(), 'store_days.csv', text)
    expect(counts({ ...landed })).toEqual([list.length, list.length - duplicates, 0, duplicates])
  })

  it('makes HMAC-SHA-256 pseudonyms of email and phone, and shows neither anywhere', async () => {
    const landing = newLanding()
    const text = [
      'customer_id,joined_at,consent,email,phone',
      'c1,2025-01-01T00:00:00Z,true, Ann.Lee@Example.com ,+1 (555) 010-9999',
      'c2,2025-01-01T00:00:00Z,perhaps,bob@example.com,555 010 8888',
      'c3,broken,bob@example.com',
    ].join('\n')
    await landText(landing, 'customers.csv', text)
    const hmac = (value: string) => createHmac('sha256', KEY).update(value).digest('hex')
    expect(await inLake(landing, 'raw', 'customers', 'email, phone')).toEqual([
      { email: hmac('ann.lee@example.com'), phone: hmac('+15550109999') },
    ])
    const everything = JSON.stringify(await inLake(landing, 'quarantine', 'customers'))
    expect(everything).toContain('perhaps')
    expect(everything).not.toMatch(/bob|8888/)
  })

  it('refuses personal data without a key and leaves the lake as it was', async () => {
    const { lake, now } = newLanding()
    const file = writeFile(
      'customers.csv',
      'customer_id,joined_at,consent,email\nc1,2025-01-01T00:00:00Z,true,a@example.com\n',
    )
    await expect(landFile({ lake, now }, contract('customers'), file)).rejects.toThrow(/CX_PSEUDONYM_KEY/)
    expect(await snapshot(lake)).toEqual({})
  })

  it.each([
    ['nothing in it', 'stores.csv', '', /is empty/],
    [
      'a required column missing',
      'store_days.csv',
      'store_id,visitors\nS1,1\n',
      /lacks day.*store_id, visitors/,
    ],
    ['a column twice', 'store_days.csv', 'store_id,day,Day\nS1,1,2\n', /names day.* twice/],
    ['another format than its name says', 'stores.parquet', 'store_id\n', /no Parquet file/],
    [
      'half of its compressed data',
      'store_days.csv.gz',
      gzipSync(STORE_DAYS.repeat(500)).subarray(0, 60),
      /gzip data that ends too early/,
    ],
  ])('refuses a file with %s, and leaves the lake as it was', async (_what, name, content, message) => {
    const landing = newLanding()
    await expect(landText(landing, name, content)).rejects.toThrow(message)
    expect(await snapshot(landing.lake)).toEqual({})
  })

  it('lands a file with only a header as a file without rows', async () => {
    const landing = newLanding()
    expect(counts({ ...(await landText(landing, 'store_days.csv', 'store_id,day\n')) })).toEqual([0, 0, 0, 0])
  })
})

describe('the ledger', () => {
  it('adds up for every file', async () => {
    const landing = newLanding()
    await landText(landing, 'store_days.csv', `${STORE_DAYS}S1,2025-01-01,10\nS3,tomorrow,1\n`)
    await landText(landing, 'store_days-2.csv', STORE_DAYS)
    const entries = await readLedger(landing.lake)
    expect(entries.map((entry) => counts({ ...entry }))).toContainEqual([4, 2, 1, 1])
    for (const { received, landed, quarantined, duplicates } of entries) {
      expect(received).toBe(landed + quarantined + duplicates)
    }
  })

  it('knows content, not names: landing it again changes nothing', async () => {
    const landing = newLanding()
    const first = await landText(landing, 'store_days.csv', STORE_DAYS)
    const before = await snapshot(landing.lake)
    const again = await landText(
      { ...landing, now: () => new Date('2026-01-01') },
      'store_days-copy.csv',
      STORE_DAYS,
    )
    expect(again).toEqual({ ...first, already: true })
    expect(await snapshot(landing.lake)).toEqual(before)
  })

  it('has one entry when the same file lands four times at once', async () => {
    const [together, alone] = [newLanding(), newLanding()]
    const file = writeFile('store_days.csv', `${STORE_DAYS}S3,never,1\n`)
    await Promise.all([1, 2, 3, 4].map(() => landFile(together, contract('store_days'), file)))
    await landFile(alone, contract('store_days'), file)
    expect(await snapshot(together.lake)).toEqual(await snapshot(alone.lake))
  })
})
