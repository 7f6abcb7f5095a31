import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadQuery } from '../../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../../semantic-layer/serve.ts'
import { newLake } from './lake.ts'

const QUERY = { measures: ['store_performance.orders'], dimensions: ['store_performance.country'] }
let lake: Awaited<ReturnType<typeof newLake>>
let server: SemanticLayer
const log: string[] = []

beforeAll(async () => {
  lake = await newLake()
  await lake.build('v1')
  const onLog = (message: string) => log.push(message)
  server = await startSemanticLayer({ lake: lake.lake, port: 0, releaseAfterMs: 300, onLog })
})

afterAll(async () => {
  await server?.close()
  await lake?.remove()
})

const country = async () => (await loadQuery(server, QUERY))[0]?.['store_performance.country']
const renamed = (name: string) => `update marts.dim_stores set country = '${name}'`

it('a rebuilt warehouse replaces the old one under load without a failed request', async () => {
  let asking = true
  const seen: unknown[] = []
  const client = async () => {
    while (asking) seen.push(await country())
  }
  await country()
  const clients = [client(), client(), client()]
  for (const version of ['v2', 'v3']) {
    await lake.build(version, renamed(version))
    await expect.poll(() => seen.at(-1), { timeout: 20_000 }).toBe(version)
    // Longer than the old file stays open.
    await new Promise((resolve) => setTimeout(resolve, 600))
  }
  asking = false
  await Promise.all(clients)

  expect([...new Set(seen)]).toEqual(['FR', 'v2', 'v3'])
  expect(log.filter((message) => message === 'Warehouse replaced')).toHaveLength(2)
})

it('the file of a replaced warehouse is let go', async () => {
  const before = await lake.build('v4', renamed('v4'))
  expect(await country()).toBe('v4')
  await expect(lake.openElsewhere(before)).rejects.toThrow(/lock/)

  await lake.build('v5', renamed('v5'))
  expect(await country()).toBe('v5')
  await new Promise((resolve) => setTimeout(resolve, 600))
  await expect(lake.openElsewhere(before)).resolves.toBeUndefined()
})

it('a broken warehouse does not replace a good one', async () => {
  const file = await lake.build('v6', 'drop schema marts cascade')
  expect(await country()).toBe('v5')
  expect(log).toContain('Warehouse not replaced')

  await writeFile(file, 'not a database')
  expect(await country()).toBe('v5')
  await lake.build('v7', renamed('v7'))
  expect(await country()).toBe('v7')
})
