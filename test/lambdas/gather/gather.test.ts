import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Drops, gather } from '../../../lambdas/gather/gather.ts'
import { NewestRowsTable } from '../../../lambdas/gather/newest-rows.ts'
import { landFile } from '../../../lambdas/land/land.ts'
import type { Received } from '../../../lambdas/receive/receive.ts'
import { contract, inLake, newFolder, newLanding } from '../land/lab.ts'
import { receiveLambda } from '../receive/receive-lambda.ts'

let lambda: Awaited<ReturnType<typeof receiveLambda>>
let newest: NewestRowsTable

beforeAll(async () => {
  lambda = await receiveLambda()
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb')
  newest = new NewestRowsTable(new DynamoDBClient(), 'newest')
})
afterAll(() => lambda.moto.stop())

let cases = 0
const newCase = () => `case-${++cases}`

/** A webhook about one case: `minute` says when it happened, the topic which event it is. */
const event = (case_id: string, minute: number, topic: string): Received => {
  const at = `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z`
  const cells = { case_id, channel: 'phone', topic, opened_at: '2026-03-01T10:00:00Z', reopened_count: '0' }
  return {
    source: 'generic',
    receipt: `${case_id} ${topic}`,
    happened_at: at,
    rows: [{ extract: 'service_cases', cells }],
  }
}

/** Files to land in a folder, which the landing then works off in the order in which they were dropped. */
function newDrops() {
  const folder = newFolder()
  const landing = newLanding()
  let order = 0
  const drops: Drops = {
    has: async (key) => (await readdir(folder)).includes(basename(key)),
    put: async (key, text) => {
      const file = join(folder, basename(key))
      await writeFile(file, text)
      const at = new Date(Date.UTC(2026, 2, 1, 12, 0, ++order))
      await landFile({ ...landing, now: () => at }, contract('service_cases'), file, { name: key })
    },
  }
  return { drops, landing, folder }
}

type Bench = ReturnType<typeof newDrops>

/** What landed, as staging sees it: of each key the row that landed last; and how many lie in raw and beside it. */
async function seen({ landing }: Bench) {
  const ledger = await Promise.all((await landing.lake.list('ledger')).map((key) => landing.lake.read(key)))
  const entries = ledger.map((text) => JSON.parse(text ?? ''))
  const newestFile = new Map(entries.map(({ file_id, landed_at }) => [file_id, landed_at]))
  const raw = (await inLake(landing, 'raw', 'service_cases', '_file, case_id, topic')) as Record<
    string,
    string
  >[]
  const ordered = raw.sort((a, b) =>
    String(newestFile.get(a._file)).localeCompare(String(newestFile.get(b._file))),
  )
  return {
    current: Object.fromEntries(ordered.map(({ case_id, topic }) => [case_id, topic])),
    raw: raw.length,
    balanced: entries.every((e) => e.received === e.landed + e.quarantined + e.duplicates),
  }
}

describe('gathering', () => {
  it('lands the same webhook once, however often it comes: within a batch, and in batches to come', async () => {
    const [bench, id] = [newDrops(), newCase()]
    const opened = event(id, 1, 'opened')
    await gather({ ...bench, newest }, [opened, opened])
    for (let again = 0; again < 2; again++)
      expect(await gather({ ...bench, newest }, [opened])).toMatchObject([{ rows: 0, repeated: 1 }])
    expect(await seen(bench)).toEqual({ current: { [id]: 'opened' }, raw: 1, balanced: true })
  })

  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]
  it.each(orders)(
    'keeps the newest of three events that come in the order %i, %i, %i, each three times',
    async (...order) => {
      const [bench, id] = [newDrops(), newCase()]
      const events = ['opened', 'replied', 'resolved'].map((topic, minute) => event(id, minute, topic))
      for (let round = 0; round < 3; round++)
        for (const which of order) await gather({ ...bench, newest }, [events[which] as Received])
      expect(await seen(bench)).toMatchObject({ current: { [id]: 'resolved' }, balanced: true })
    },
  )

  it('keeps a late row beside the newer one: superseded, not lost', async () => {
    const [bench, id] = [newDrops(), newCase()]
    await gather({ ...bench, newest }, [event(id, 5, 'resolved')])
    expect(await gather({ ...bench, newest }, [event(id, 1, 'opened')])).toMatchObject([{ rows: 2, late: 1 }])
    expect(await inLake(bench.landing, 'superseded', 'service_cases', 'case_id, topic')).toEqual([
      { case_id: id, topic: 'opened' },
    ])
  })

  it('killed before its file is written adds what is missing when it is repeated; killed after it, nothing', async () => {
    const [bench, id] = [newDrops(), newCase()]
    const opened = event(id, 1, 'opened')
    const dead: Drops = { ...bench.drops, put: async () => Promise.reject(new Error('killed')) }
    await expect(gather({ drops: dead, newest }, [opened])).rejects.toThrow('killed')
    // The message comes again, by now with others.
    const other = event(newCase(), 2, 'opened')
    expect(await gather({ ...bench, newest }, [other, opened])).toMatchObject([{ rows: 2, repeated: 0 }])
    expect(await gather({ ...bench, newest }, [opened])).toMatchObject([{ rows: 0, repeated: 1 }])
    expect((await seen(bench)).raw).toBe(2)
  })

  it('makes files that are read as their extract even where every row lacks a column, and quarantines those rows', async () => {
    const [bench, id] = [newDrops(), newCase()]
    const { rows, ...about } = event(id, 1, 'opened')
    const lacking = rows.map(({ extract, cells }) => ({ extract, cells: { ...cells, channel: null } }))
    await gather({ ...bench, newest }, [{ ...about, rows: lacking }])
    expect(await inLake(bench.landing, 'quarantine', 'service_cases', 'column_name')).toEqual([
      { column_name: 'channel' },
    ])
  })

  it('gives poison back alone, for the dead-letter queue, and gathers the rest', async () => {
    const good = JSON.stringify(event(newCase(), 1, 'opened'))
    const poison = ['no JSON', '{}', '{"source":"x","receipt":"y","happened_at":"May","rows":[]}']
    expect(await lambda.gather([...poison, good])).toEqual(poison)
    expect(await lambda.gather([good])).toEqual([])
  })

  it('writes the same file for the same rows', async () => {
    const [bench, twin] = [newDrops(), newDrops()]
    const events = [event(newCase(), 1, 'opened'), event(newCase(), 2, 'opened')]
    const [{ key } = { key: '' }] = await gather({ ...bench, newest }, events)
    const forgetful = { find: async () => new Map(), claim: async () => {} }
    expect(await gather({ ...twin, newest: forgetful }, [...events].reverse())).toMatchObject([{ key }])
    const contents = [bench, twin].map(({ folder }) => readFile(join(folder, basename(key)), 'utf8'))
    expect(new Set(await Promise.all(contents)).size).toBe(1)
  })
})
