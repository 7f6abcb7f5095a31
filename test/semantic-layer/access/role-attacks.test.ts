import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { from, served, tokens, type Who } from './served.ts'

let layer: Awaited<ReturnType<typeof served>>
beforeAll(async () => {
  layer = await served()
})
afterAll(() => layer?.close())

const rows = from('store_performance', 'store_id', 'sales')
const is = (operator: string, ...values: string[]) => ({
  member: 'store_performance.store_id',
  operator,
  values,
})

/** Ways by which a manager of s01 may try to see another store. */
const others: [string, object][] = [
  ['a filter on another store', { ...rows, filters: [is('equals', 's02')] }],
  ['a filter on all but the own', { ...rows, filters: [is('notEquals', 's01')] }],
  ['an alternative', { ...rows, filters: [{ or: [is('equals', 's01'), is('equals', 's02')] }] }],
  ['an alternative that always holds', { ...rows, filters: [{ or: [is('set'), is('notSet')] }] }],
  [
    'a filter on another region',
    { ...rows, filters: [{ member: 'store_performance.state', operator: 'equals', values: ['East'] }] },
  ],
  ['an empty filter', { ...rows, filters: [{ and: [] }] }],
  ['rows that are not grouped', { ...rows, ungrouped: true }],
  ['an order and a limit', { ...rows, order: { 'store_performance.sales': 'desc' }, limit: 1 }],
  ['the total', { ...rows, total: true }],
  ['a compact answer', { ...rows, responseFormat: 'compact' }],
  ['a mask of their own', { ...rows, maskedMembers: [] }],
  [
    'two date ranges',
    {
      ...rows,
      timeDimensions: [
        {
          dimension: 'store_performance.month',
          compareDateRange: [
            ['2025-01-01', '2025-01-31'],
            ['2025-02-01', '2025-02-28'],
          ],
        },
      ],
    },
  ],
]

describe('a manager of s01 sees no other store by', () => {
  it.each(others)('%s', async (_, query) => {
    const multi = 'timeDimensions' in query ? { queryType: 'multi' } : {}
    const { text } = await layer.post(tokens.manager, 'v1/load', { query, ...multi })
    const { data, results } = JSON.parse(text) as { data?: unknown; results?: { data: unknown }[] }
    expect(JSON.stringify([data, results?.map((each) => each.data)])).not.toMatch(/"s(0[2-9]|1\d)"/)
  })

  it('SQL: what is shown of it holds the filter', async () => {
    const { text } = await layer.post(tokens.manager, 'v1/sql', { query: rows })
    const { sql } = (JSON.parse(text) as { sql: { sql: [string, string[]] } }).sql
    expect(sql[0]).toMatch(/WHERE .*store_id/s)
    expect(sql[1]).toContain('s01')
  })

  it.each([
    '{ cube { store_performance { store_id sales } } }',
    '{ cube(where: { store_performance: { store_id: { notEquals: "s01" } } }) { store_performance { store_id sales } } }',
    '{ cube { store_performance(where: { OR: [{ store_id: { set: true } }, { store_id: { set: false } }] }) { store_id sales } } }',
    '{ cube { low_stores(orderBy: { shrunken_z: asc }) { store_id mean peer_mean } } }',
  ])('GraphQL: %s', async (query) => {
    const { text } = await layer.post(tokens.manager, 'graphql', { query })
    expect(text).not.toMatch(/"s(0[2-9]|1\d)"/)
  })
})

/** What a role may not know of: named in a filter or a sort order, it could be worked out without being shown. */
const denied: [Who, string, object][] = (
  [
    ['analyst', 'service.case_id', from('service', '', 'cases')],
    ['analyst', 'customer_segments.customers', from('service', '', 'cases')],
    ['finance', 'service.topic', from('roi', 'action_id')],
    ['manager', 'company_performance.sales', from('roi', 'action_id')],
    ['manager', 'service.case_id', from('service', '', 'cases')],
  ] as const
).flatMap(([who, member, query]) => [
  [who, `${member} as a column`, { ...query, dimensions: [...(query.dimensions ?? []), member] }],
  [who, `${member} as a filter`, { ...query, filters: [{ member, operator: 'equals', values: ['k1'] }] }],
  [
    who,
    `${member} deep in a filter`,
    { ...query, filters: [{ or: [{ and: [{ member, operator: 'set' }] }] }] },
  ],
  [who, `${member} as an order`, { ...query, order: { [member]: 'desc' } }],
])

describe('a denied member', () => {
  it.each(denied)('is refused to %s everywhere: %s', async (who, _, query) => {
    for (const path of ['v1/load', 'v1/sql', 'v1/dry-run']) {
      const { status, text } = await layer.post(tokens[who], path, { query })
      expect([400, 500], `${path}: ${text}`).toContain(status)
      expect(text).not.toMatch(/"data"|FROM/)
    }
  })

  it('and one that does not exist get the same answer', async () => {
    const answer = async (name: string) =>
      (await layer.post(tokens.analyst, 'v1/load', { query: { dimensions: [`service.${name}`] } })).text
    expect((await answer('case_id')).replaceAll('case_id', 'x')).toBe(await answer('x'))
  })

  it.each<[Who, string]>([
    ['analyst', '{ cube { service { case_id } } }'],
    ['analyst', '{ cube { service(where: { case_id: { equals: "k1" } }) { cases } } }'],
    ['analyst', '{ cube { service(orderBy: { case_id: asc }) { cases } } }'],
    ['analyst', '{ cube { customer_segments { region customers } } }'],
    ['finance', '{ cube { service { topic csat_mean } } }'],
    ['manager', '{ cube { company_performance { sales } } }'],
  ])('is refused in GraphQL, too: %s %s', async (who, query) => {
    const { text } = await layer.post(tokens[who], 'graphql', { query })
    expect(JSON.parse(text)).toHaveProperty('errors')
    expect(JSON.parse(text).data?.cube ?? null).toBeNull()
  })
})

describe('single customers', () => {
  it.each<Who>(['analyst', 'manager', 'regional'])('are no rows for %s, named or not', async (who) => {
    const query = { ...from('service', 'channel opened_on topic'), ungrouped: true }
    const { status, text } = await layer.post(tokens[who], 'v1/load', { query })
    expect(status).toBe(400)
    expect(text).toContain('for admins')
    expect((await layer.post(tokens.admin, 'v1/load', { query })).status).toBe(200)
  })
})
