import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SemanticLayer, startSemanticLayer } from '../../semantic-layer/serve.ts'
import { signToken } from '../../semantic-layer/token.ts'
import { newLake } from './lake.ts'

const SECRET = 'a secret that is only used in these tests'
const admin = signToken(SECRET, { roles: ['admin'] })
const manager = (store: string) => signToken(SECRET, { roles: ['store_manager'], stores: [store] })
const STORES = { measures: ['store_performance.sales'], dimensions: ['store_performance.store_id'] }

let lake: Awaited<ReturnType<typeof newLake>>
let layer: SemanticLayer
/** How often Cube itself was asked. */
let asked = 0

beforeAll(async () => {
  lake = await newLake()
  await lake.build('v1')
  const onLog = (message: string) => {
    if (message === 'Load Request') asked++
  }
  layer = await startSemanticLayer({ lake: lake.lake, port: 0, apiSecret: SECRET, onLog })
})
afterAll(async () => {
  await layer?.close()
  await lake?.remove()
})

async function load(token: string, query: object) {
  const before = asked
  const response = await fetch(`${layer.url}/cubejs-api/v1/load`, {
    method: 'POST',
    headers: { authorization: token, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const { data, error } = (await response.json()) as { data?: Record<string, string>[]; error?: string }
  return { status: response.status, data, error, byCube: asked - before }
}

describe('an answer', () => {
  it('is given again without asking Cube, and is the same', async () => {
    const first = await load(admin, STORES)
    const second = await load(admin, STORES)
    expect([first.byCube, second.byCube]).toEqual([1, 0])
    expect(first.data?.length).toBe(12)
    expect(second.data).toEqual(first.data)
  })

  it('is given to nobody who may see less', async () => {
    for (const store of ['s01', 's02']) {
      const { data } = await load(manager(store), STORES)
      expect(data?.map((row) => row['store_performance.store_id'])).toEqual([store])
    }
  })

  it.each([
    ['a bad token', 'nonsense'],
    ['the token of another secret', signToken('another', { roles: ['admin'] })],
    ['a token that is over', signToken(SECRET, { roles: ['admin'] }, -1)],
  ])('is not given to %s', async (_, token) => {
    await load(admin, STORES)
    const { status, data, byCube } = await load(token, STORES)
    expect([status, data, byCube]).toEqual([403, undefined, 0])
  })

  it('comes from the database where that is asked for', async () => {
    await load(admin, STORES)
    expect((await load(admin, { ...STORES, cache: 'no-cache' })).byCube).toBe(1)
  })

  it('that is a refusal is not kept', async () => {
    const hidden = { measures: ['store_months.nps_responses'] }
    for (const _ of ['once', 'twice']) expect((await load(admin, hidden)).error).toContain('No member')
  })

  it('ends with its build', async () => {
    await load(admin, STORES)
    await lake.build('v2', 'update marts.kpi_store_months set sales = 1')
    const { data } = await load(admin, STORES)
    expect(new Set(data?.map((row) => Number(row['store_performance.sales'])))).toEqual(new Set([18]))
  })
})
