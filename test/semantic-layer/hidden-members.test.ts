import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assertVisible } from '../../semantic-layer/native-stand-in/visible.ts'
import { type SemanticLayer, startSemanticLayer } from '../../semantic-layer/serve.ts'
import { attacks, nobody, open, SECRET } from './attacks.ts'
import { newLake } from './lake.ts'

let lake: Awaited<ReturnType<typeof newLake>>
let server: SemanticLayer

beforeAll(async () => {
  lake = await newLake()
  await lake.build('v1')
  server = await startSemanticLayer({ lake: lake.lake, port: 0 })
})

afterAll(async () => {
  await server?.close()
  await lake?.remove()
})

const post = async (path: string, body: object) => {
  const response = await fetch(`${server.url}/cubejs-api/${path}`, {
    method: 'POST',
    headers: { authorization: server.token, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}

describe.each(['v1/load', 'v1/sql', 'v1/dry-run'])('POST /%s', (path) => {
  it.each(attacks)('refuses %s', async (_, query) => {
    const { status, text } = await post(path, { query })
    expect([400, 500]).toContain(status)
    expect(JSON.parse(text)).toHaveProperty('error')
    expect(text).not.toMatch(/"data"|FROM/)
  })

  it('takes the same question about what is shown', async () => {
    const query = { ...open, filters: [nobody], order: { 'store_performance.orders': 'desc' } }
    expect((await post(path, { query })).status).toBe(200)
  })
})

describe('elsewhere', () => {
  it('a hidden name and an unknown name get the same answer', async () => {
    const answer = async (name: string) => (await post('v1/load', { query: { measures: [name] } })).text
    expect((await answer('store_months.nps_promoters')).replaceAll('nps_promoters', 'x')).toBe(
      await answer('store_months.x'),
    )
  })

  it('one hidden query spoils a request of several', async () => {
    const time = {
      dimension: 'store_performance.month',
      granularity: 'month',
      dateRange: ['2025-01-01', '2025-02-28'],
    }
    const query = [
      { ...open, timeDimensions: [time] },
      { measures: [SECRET], timeDimensions: [time] },
    ]
    const { status, text } = await post('v1/load', { query, queryType: 'multi' })
    expect(status).toBe(400)
    expect(text).not.toContain('"data"')
  })

  it.each(['v1/load', 'v1/sql', 'v1/dry-run'])('GET /%s refuses too', async (path) => {
    const query = encodeURIComponent(JSON.stringify({ measures: [SECRET] }))
    const headers = { authorization: server.token }
    const response = await fetch(`${server.url}/cubejs-api/${path}?query=${query}`, { headers })
    expect(response.status).toBe(400)
  })

  it.each([
    '{ cube { store_months { nps_responses } } }',
    '{ cube { store_performance { nps_responses } } }',
    '{ cube { customers { customer_id } } }',
    '{ cube(where: { store_months: { nps_responses: { lt: 5 } } }) { store_performance { orders } } }',
    '{ cube { store_performance(where: { nps_responses: { lt: 5 } }) { orders } } }',
    '{ cube { store_performance(orderBy: { nps_responses: desc }) { orders } } }',
  ])('GraphQL refuses %s', async (query) => {
    const { text } = await post('graphql', { query })
    expect(JSON.parse(text)).toHaveProperty('errors')
  })

  it.each(['v1/meta', 'v1/meta?extended', 'v1/meta?onlyViews=true'])(
    '%s lists no hidden member',
    async (path) => {
      const headers = { authorization: server.token }
      const response = await fetch(`${server.url}/cubejs-api/${path}`, { headers })
      const { cubes } = (await response.json()) as { cubes: { name: string; public?: boolean }[] }
      expect(cubes.length).toBeGreaterThan(0)
      expect(
        cubes.filter(({ name }) => /^(store_months|company_months|customers|stores)$/.test(name)),
      ).toEqual([])
    },
  )

  it('a forged dev token scope or playground header opens nothing', async () => {
    const response = await fetch(`${server.url}/cubejs-system/v1/context`, {
      headers: { authorization: server.token },
    })
    expect(response.status).toBe(404)
  })
})

describe('the check in the stand-in for the addon, behind the first one', () => {
  const annotation = { 'view.shown': { type: 'number' } }
  const aliasToMemberNameMap = { view__shown: 'view.shown', cube__hidden: 'cube.hidden' }

  it.each([
    ['a column', {}, ['cube__hidden']],
    ['a column without a name', {}, ['something_else']],
    ['a measure of an empty result', { measures: ['cube.hidden'] }, []],
    ['an expression of an empty result', { dimensions: [{ name: 'hidden' }] }, []],
    [
      'a time dimension of an empty result',
      { timeDimensions: [{ dimension: 'cube.hidden', granularity: 'day' }] },
      [],
    ],
    ['a name that every object has', { measures: ['constructor'] }, []],
  ])('refuses %s', (_, query, aliases) => {
    expect(() => assertVisible({ query, annotation, aliasToMemberNameMap }, aliases)).toThrow(/hidden member/)
  })

  it('passes what is shown', () => {
    const query = { measures: ['view.shown'] }
    expect(() => assertVisible({ query, annotation, aliasToMemberNameMap }, ['view__shown'])).not.toThrow()
  })
})
