import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadQuery, type Query, type Row } from '../../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../../semantic-layer/serve.ts'
import { builtLake } from '../built-lake.ts'
import { directly } from './lake.ts'

let server: SemanticLayer
let lake: string
beforeAll(async () => {
  lake = (await builtLake()).lake
  server = await startSemanticLayer({ lake, port: 0 })
})
afterAll(() => server?.close())

/** What a view serves beside what dbt computed, by key; both must say the same of every row. */
const pairs: [view: string, mart: string, keys: string, columns: string, where?: Record<string, string>][] = [
  [
    'feedback',
    'kpi_department_months',
    'starts_on state store_id department',
    `nps nps_low nps_high nps_n csat_share csat_share_low csat_share_high csat_mean csat_mean_low csat_mean_high csat_n
     ces_mean ces_mean_low ces_mean_high ces_easy_share ces_n`,
    { period: 'quarter', area: 'store', detail: 'department' },
  ],
  [
    'response_rates',
    'kpi_response_months',
    'store_id channel month',
    'invitations response_rate response_rate_low response_rate_high response_rate_n',
  ],
  [
    'survey_coverage',
    'kpi_coverage_months',
    'store_id month',
    'buyers invited_share invited_share_low invited_share_high coverage coverage_low coverage_high coverage_n',
  ],
  [
    'public_voice',
    'kpi_public_voice_months',
    'voice source store_id month',
    `posts rating_mean rating_mean_low rating_mean_high rating_n low_rating_share low_rating_share_low low_rating_share_high
     reply_rate reply_rate_low reply_rate_high reply_hours`,
  ],
  [
    'web',
    'kpi_web_months',
    'month visitor',
    `sessions bounces carts checkouts sessions_with_order pages_per_session bounce_rate bounce_rate_low bounce_rate_high
     cart_abandonment cart_abandonment_low cart_abandonment_high checkout_abandonment checkout_abandonment_low
     checkout_abandonment_high web_conversion web_conversion_low web_conversion_high`,
  ],
  [
    'topics',
    'kpi_topic_months',
    'wrote_in month topic',
    `share share_low share_high share_n share_of_unhappy share_of_unhappy_low share_of_unhappy_high share_of_unhappy_n
     unhappy_share unhappy_share_low unhappy_share_high unhappy_share_n`,
  ],
  [
    'experience',
    'kpi_experience_months',
    'month',
    'experience_score experience_score_low experience_score_high experience_n',
  ],
]

describe('on the marts of a real build', () => {
  it.each(pairs)('%s equals %s, row by row', async (view, mart, key, names, where = {}) => {
    const [keys, columns] = [key, names].map((text) => text.split(/\s+/)) as [string[], string[]]
    const rows = await loadQuery(server, {
      measures: columns.map((name) => `${view}.${name}`),
      dimensions: keys.map((name) => `${view}.${name}`),
      filters: Object.entries(where).map(([name, value]) => ({
        member: `${view}.${name}`,
        operator: 'equals',
        values: [value],
      })),
    })
    const condition = ['true', ...Object.entries(where).map(([name, value]) => `${name} = '${value}'`)]
    const direct = await directly(
      lake,
      `select ${keys.map((name) => `${name}::varchar as ${name}`)}, ${columns.map((name) => `${name}::double as ${name}`)}
       from marts.${mart} where ${condition.join(' and ')}`,
    )
    const name = (row: Row, prefix = '') =>
      keys.map((k) => String(row[prefix + k] ?? '').replace(/[T ]00:00:00.*/, '')).join('|')
    const served = new Map(rows.map((row) => [name(row, `${view}.`), row]))

    expect(direct.length).toBeGreaterThan(10)
    expect(served.size).toBe(direct.length)
    for (const row of direct as Row[])
      for (const column of columns) {
        const [ours, theirs] = [served.get(name(row))?.[`${view}.${column}`], row[column]]
        if (ours === null || theirs === null) expect(ours, `${name(row)} ${column}`).toBe(theirs)
        else expect(ours, `${name(row)} ${column}`).toBeCloseTo(theirs as number, 5)
      }
  })
})

describe('feedback', () => {
  const ask = (measures: string[], where: Record<string, string>, by: string[] = []): Query => ({
    measures: measures.map((name) => `feedback.${name}`),
    dimensions: by.map((name) => `feedback.${name}`),
    filters: Object.entries(where).map(([name, value]) => ({
      member: `feedback.${name}`,
      operator: 'equals',
      values: [value],
    })),
  })

  it('has no score for two periods, areas or details at once', async () => {
    const cut = { period: 'year', area: 'state', detail: 'department' }
    const one = await loadQuery(server, ask(['csat_mean', 'csat_n'], cut))
    expect(one[0]?.['feedback.csat_n']).toBeGreaterThan(5)
    for (const left of Object.keys(cut)) {
      const where = Object.fromEntries(Object.entries(cut).filter(([name]) => name !== left))
      const [row] = await loadQuery(server, ask(['csat_mean', 'csat_n', 'nps'], where))
      expect(Object.values(row ?? {}), left).toEqual([null, null, null])
    }
  })

  it('goes down from a state to its stores, their departments and touchpoints, each with as many answers', async () => {
    const total = async (area: string, detail: string) => {
      const [row] = await loadQuery(server, ask(['csat_n'], { period: 'year', area, detail }))
      return row?.['feedback.csat_n'] as number
    }
    const [states, stores, departments, touchpoints] = await Promise.all([
      total('state', 'all'),
      total('store', 'all'),
      total('store', 'department'),
      total('store', 'touchpoint'),
    ])
    expect(stores).toBeGreaterThan(0.99 * states)
    expect(departments).toBeGreaterThan(0.95 * stores)
    expect(touchpoints).toBeGreaterThan(0.8 * departments)
    expect(touchpoints).toBeLessThanOrEqual(departments)
  })
})

describe('service', () => {
  it('equals kpi_service_months by month, over the company and by channel, medians too', async () => {
    const columns =
      'cases resolution_hours first_reply_minutes_median reopened_share reopened_share_low reopened_share_high csat_share csat_mean csat_mean_low csat_n'
    const ask = (by: string[]) =>
      loadQuery(server, {
        measures: columns.split(' ').map((name) => `service.${name}`),
        dimensions: [...by, 'opened_month'].map((name) => `service.${name}`),
        order: Object.fromEntries([...by, 'opened_month'].map((name) => [`service.${name}`, 'asc'] as const)),
      })
    for (const [cut, by] of [
      ['company', []],
      ['channel', ['channel']],
    ] as const) {
      const rows = await ask([...by])
      const direct = await directly(
        lake,
        `select ${columns.split(' ').map((name) => `${name}::double as ${name}`)}
         from marts.kpi_service_months where cut = '${cut}' order by ${[...by, 'month'].join(', ')}`,
      )
      expect(rows).toHaveLength(direct.length)
      for (const [i, row] of rows.entries())
        for (const name of columns.split(' ')) {
          const [ours, theirs] = [row[`service.${name}`], direct[i]?.[name]]
          if (theirs === null) expect(ours, name).toBeNull()
          else expect(ours, name).toBeCloseTo(theirs as number, 5)
        }
    }
  })
})
