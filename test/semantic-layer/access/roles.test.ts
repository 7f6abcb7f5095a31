import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessOf, groupsOf } from '../../../semantic-layer/access/roles.ts'
import { signToken } from '../../../semantic-layer/token.ts'
import { from, SECRET, served, tokens, type View, type Who } from './served.ts'

let layer: Awaited<ReturnType<typeof served>>
beforeAll(async () => {
  layer = await served()
})
afterAll(() => layer?.close())

const names = (views: View[]) => views.map(({ name }) => name).sort()
const members = (views: View[]) =>
  views.flatMap(({ measures, dimensions }) => [...measures, ...dimensions].map(({ name }) => name))

describe('what a role is shown', () => {
  it.each<[Who, string[], string[]]>([
    ['admin', ['customer_segments', 'service', 'roi'], []],
    ['analyst', ['service', 'roi', 'feedback'], ['customer_segments']],
    ['finance', ['roi', 'campaigns', 'retail_weeks'], ['service', 'customer_segments']],
    ['manager', ['roi', 'feedback', 'service'], ['company_performance', 'campaigns', 'store_drivers']],
  ])('%s', async (who, shown, hidden) => {
    const views = names(await layer.views(tokens[who]))
    expect(views).toEqual(expect.arrayContaining(shown))
    expect(views.filter((name) => hidden.includes(name))).toEqual([])
  })

  it('never has a single customer, except for admins', async () => {
    expect(members(await layer.views(tokens.admin))).toContain('service.case_id')
    for (const who of ['analyst', 'finance', 'manager'] as const)
      expect(
        members(await layer.views(tokens[who])).filter((name) => /\.(case|customer)_id$/.test(name)),
      ).toEqual([])
  })
})

describe('a store manager', () => {
  const stores = async (who: Who, view: string) => {
    const rows = await layer.ask(who, from(view, 'store_id'))
    return [...new Set(rows.map((row) => row[`${view}.store_id`]))].sort()
  }

  it.each<[Who, RegExp]>([
    ['manager', /^s01$/],
    ['regional', /^s0[1-4]$/],
  ])('of one store or of a region sees rows of no other store, in any view: %s', async (who, own) => {
    const views = await layer.views(tokens[who])
    expect(views.length).toBeGreaterThan(8)
    for (const { name } of views) {
      const seen = await stores(who, name)
      expect(
        seen.filter((store) => store !== null && !own.test(String(store))),
        name,
      ).toEqual([])
      const all = (await stores('admin', name)).filter((store) => own.test(String(store)))
      expect(seen.filter(Boolean), name).toEqual(all)
    }
  })

  it('sums up over the own stores alone, also where no store is named', async () => {
    const own = { member: 'store_performance.store_id', operator: 'equals', values: ['s01'] }
    const query = from('store_performance', '', 'sales orders nps nps_n csat_mean')
    expect(await layer.ask('manager', query)).toEqual(await layer.ask('admin', { ...query, filters: [own] }))
  })

  it('sees how the own store stands beside peers whom it may not see', async () => {
    const [row] = await layer.ask('manager', from('benchmarks', 'store_id value peers peer_mean peer_median'))
    expect(Object.values(row ?? {})).toEqual(['s01', 300, 11, 120, 120])
  })

  it('sees the alerts of the own store that go on', async () => {
    const goesOn = { member: 'alerts.is_open', operator: 'equals', values: [true] }
    const query = from('alerts', 'store_id kind subject')
    const rows = await layer.ask('manager', { ...query, filters: [goesOn] })
    expect(rows.map((row) => Object.values(row).join(' ')).sort()).toEqual([
      's01 low_store csat',
      's01 repeating_topic queue',
    ])
    expect(await layer.ask('admin', query)).toHaveLength(3)
  })

  it('cannot be of all stores by an odd claim', async () => {
    for (const claim of ['*', '%', "s01') OR ('1'='1", '', [], [[]], [''], {}, null, true]) {
      const token = signToken(SECRET, { roles: ['store_manager'], stores: claim, regions: claim })
      const { text } = await layer.post(token, 'v1/load', { query: from('store_performance', 'store_id') })
      const { data = [] } = JSON.parse(text) as { data?: object[] }
      expect(data, JSON.stringify(claim)).toEqual([])
    }
  })
})

describe('a token without a role of ours', () => {
  it.each([
    [{}],
    [{ roles: [] }],
    [{ roles: 'Admin' }],
    [{ role: 'admin' }],
    [{ roles: ['constructor', 'owner'] }],
    [{ roles: ['store_manager'] }],
    [{ roles: ['store_manager'], stores: [] }],
  ])('sees nothing, and is told what a token needs: %j', async (claims) => {
    const token = signToken(SECRET, claims)
    expect(members(await layer.views(token))).toEqual([])
    const { status, text } = await layer.post(token, 'v1/load', { query: from('roi', 'action_id') })
    expect(status).toBe(400)
    expect(text).toMatch(/roles must be among admin, analyst, finance, store_manager.*npx cx token --help/)
  })
})

describe('accessOf', () => {
  it('takes lists, text with commas, and the names that a provider gives to the claims', () => {
    const names = { roles: 'cognito:groups', stores: 'custom:stores', regions: 'regions' }
    const claims = { 'cognito:groups': ['analyst', 'everyone'], 'custom:stores': 's1, s2', roles: ['admin'] }
    expect(accessOf(claims, names)).toEqual({ roles: ['analyst'], stores: ['s1', 's2'], regions: [] })
  })

  it('several roles see what any of them sees', () => {
    expect(groupsOf(accessOf({ roles: 'finance,store_manager', stores: 's1' }))).toEqual([
      'finance',
      'manager_of_stores',
    ])
  })
})
