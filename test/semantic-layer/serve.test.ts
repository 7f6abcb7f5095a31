import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadQuery } from '../../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../../semantic-layer/serve.ts'
import { signToken } from '../../semantic-layer/token.ts'
import { newLake } from './lake.ts'

const SECRET = 'a secret for these tests alone, 32+'
let lake: Awaited<ReturnType<typeof newLake>>
let server: SemanticLayer
const printed: string[] = []

beforeAll(async () => {
  const { log } = console
  console.log = (...words: unknown[]) => printed.push(words.join(' '))
  lake = await newLake()
  await lake.build('v1')
  server = await startSemanticLayer({ lake: lake.lake, port: 0, apiSecret: SECRET })
  await loadQuery(server, { measures: ['store_performance.orders'] })
  console.log = log
})

afterAll(async () => {
  await server?.close()
  await lake?.remove()
})

const get = (path: string, headers: Record<string, string> = { authorization: server.token }) =>
  fetch(`${server.url}${path}`, { headers })
const query = (value: object) => encodeURIComponent(JSON.stringify(value))

describe('startSemanticLayer', () => {
  it('answers readiness and liveness probes without a token', async () => {
    expect(await (await get('/readyz', {})).json()).toEqual({ health: 'HEALTH' })
    expect(await (await get('/livez', {})).json()).toEqual({ health: 'HEALTH' })
  })

  it('prints nothing', () => {
    expect(printed).toEqual([])
  })

  it('says in one line why the SQL API is off and how to get it', () => {
    expect(server.sqlApi.on).toBe(false)
    expect(server.sqlApi.reason).toMatch(/^the SQL API .* is off: .*$/)
  })

  it.each(['cubesql', 'convert-query'])('answers /%s with the same line', async (path) => {
    const headers = { authorization: server.token, 'content-type': 'application/json' }
    const body = JSON.stringify({ query: 'select 1', input: 'sql', output: 'rest' })
    const answer = await fetch(`${server.url}/cubejs-api/v1/${path}`, { method: 'POST', headers, body })
    expect(answer.status).toBe(501)
    expect(await answer.json()).toEqual({ error: server.sqlApi.reason })
  })

  it('lists the views, with descriptions and formats', async () => {
    const { cubes } = (await (await get('/cubejs-api/v1/meta')).json()) as { cubes: { name: string }[] }
    expect(cubes.map(({ name }) => name)).toContain('store_performance')
  })

  it('shows the SQL of a query and dry-runs it', async () => {
    const asked = query({ measures: ['store_performance.nps'] })
    const { sql } = (await (await get(`/cubejs-api/v1/sql?query=${asked}`)).json()) as {
      sql: { sql: string[] }
    }
    expect(sql.sql[0]).toContain('marts.kpi_store_months')
    expect((await get(`/cubejs-api/v1/dry-run?query=${asked}`)).status).toBe(200)
  })

  it('answers GraphQL', async () => {
    const answer = await fetch(`${server.url}/cubejs-api/graphql`, {
      method: 'POST',
      headers: { authorization: server.token, 'content-type': 'application/json' },
      body: JSON.stringify({
        query:
          '{ cube { store_performance(where: { store_id: { equals: "s02" } }) { store_id orders nps month { year } } } }',
      }),
    })
    const { data, errors } = (await answer.json()) as { data: { cube: object[] }; errors?: unknown }
    expect(errors).toBeUndefined()
    expect(data.cube).toHaveLength(2)
    expect(data.cube[0]).toMatchObject({
      store_performance: { store_id: 's02', orders: 9 * 102, month: { year: '2024-01-01T00:00:00.000Z' } },
    })
  })

  it.each(['compact', 'columnar'])('sends rows as %s when asked to', async (responseFormat) => {
    const asked = { dimensions: ['actions.action_id'], order: { 'actions.action_id': 'asc' }, responseFormat }
    const { data } = (await (await get(`/cubejs-api/v1/load?query=${query(asked)}`)).json()) as {
      data: object
    }
    expect(data).toEqual({
      members: ['actions.action_id'],
      ...(responseFormat === 'compact' ? { dataset: [['a01'], ['a02']] } : { columns: [['a01', 'a02']] }),
    })
  })

  it('compares two date ranges in one request', async () => {
    const compareDateRange = [
      ['2024-04-01', '2024-04-30'],
      ['2025-04-01', '2025-04-30'],
    ]
    const asked = {
      measures: ['store_performance.orders'],
      timeDimensions: [{ dimension: 'store_performance.month', compareDateRange }],
    }
    const answer = await get(`/cubejs-api/v1/load?queryType=multi&query=${query(asked)}`)
    const { results, pivotQuery } = (await answer.json()) as {
      results: { data: object[] }[]
      pivotQuery: { dimensions: string[] }
    }
    expect(results.map(({ data }) => data)).toEqual([
      [
        {
          'store_performance.orders': '1278',
          compareDateRange: '2024-04-01T00:00:00.000 - 2024-04-30T23:59:59.999',
        },
      ],
      [
        {
          'store_performance.orders': '1278',
          compareDateRange: '2025-04-01T00:00:00.000 - 2025-04-30T23:59:59.999',
        },
      ],
    ])
    expect(pivotQuery.dimensions).toEqual(['compareDateRange'])
  })

  it('keeps a month the same month in every time zone', async () => {
    const dates = {
      dimension: 'store_performance.month',
      granularity: 'month',
      dateRange: ['2025-01-01', '2025-01-31'],
    }
    const sales = await lake.direct(
      "select sum(sales)::integer::varchar as s from marts.kpi_store_months where month = '2025-01-01'",
    )
    const time = '2025-01-01T00:00:00.000'
    const january = {
      'store_performance.sales': sales[0]?.s,
      'store_performance.month.month': time,
      'store_performance.month': time,
    }
    for (const timezone of ['UTC', 'Asia/Kolkata', 'America/New_York']) {
      const asked = { measures: ['store_performance.sales'], timeDimensions: [dates], timezone }
      const { data } = (await (await get(`/cubejs-api/v1/load?query=${query(asked)}`)).json()) as {
        data: object[]
      }
      expect(data, timezone).toEqual([january])
    }
  })
})

describe('tokens', () => {
  const asked = '/cubejs-api/v1/load?query={"measures":["store_performance.orders"]}'

  it.each([
    ['none', undefined],
    ['one signed with another secret', signToken('another secret')],
    ['one that has expired', signToken(SECRET, {}, -60)],
    ['one without a signature', `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.e30.`],
    ['no token at all', 'let me in'],
  ])('are refused: %s', async (_, token) => {
    const headers: Record<string, string> = token ? { authorization: token } : {}
    for (const path of [asked, '/cubejs-api/v1/meta', '/cubejs-api/graphql?query={cube{actions{issue}}}'])
      expect((await get(path, headers)).status, path).toBe(403)
  })

  it('are taken with the word Bearer and without it', async () => {
    expect(
      (await get(asked, { authorization: `Bearer ${signToken(SECRET, { roles: ['admin'] })}` })).status,
    ).toBe(200)
    expect((await get(asked, { authorization: signToken(SECRET, { roles: ['admin'] }) })).status).toBe(200)
  })
})
