import { beforeAll, describe, expect, test } from 'vitest'
import { useModels } from './models.ts'
import { type Answer, publish, STORES } from './published.ts'
import { randomNumbers } from './random.ts'

const warehouse = useModels()
const drillDown = (answers: Answer[]) => publish(warehouse, answers)

/** So many answers of one kind. */
const many = (
  n: number,
  store: string,
  department: string | null,
  touchpoint: string | null = null,
): Answer[] =>
  Array.from({ length: n }, (_, i) => [store, department, touchpoint, '2025-01-01', 'csat', 1 + (i % 5)])

/** The CSAT answers shown for each department of an area, null where they are withheld. */
async function shown(area: string, store = 's1') {
  const where = area === 'store' ? `and store_id = '${store}'` : area === 'state' ? `and state = 'West'` : ''
  const rows = await warehouse.rows<{ department: string | null; csat_n: string | null }>(
    `select department, csat_n from marts.kpi_department_months
     where period = 'month' and area = '${area}' and detail <> 'touchpoint' ${where} order by detail, department`,
  )
  return Object.fromEntries(
    rows.map(({ department, csat_n }) => [department ?? 'all', csat_n && Number(csat_n)]),
  )
}

describe('a department', () => {
  test.each([
    ['with five answers is shown', { a: 5, b: 7, c: 20 }, { all: 32, a: 5, b: 7, c: 20 }],
    [
      'with four is withheld, and the next smallest beside it',
      { a: 4, b: 7, c: 20 },
      { all: 31, a: null, b: null, c: 20 },
    ],
    [
      'with one answer takes along as few others as hide it',
      { a: 1, b: 2, c: 20, d: 9 },
      { all: 32, a: null, b: null, c: 20, d: null },
    ],
    ['is withheld alone where there is no other', { a: 4 }, { all: null, a: null }],
  ])('%s', async (_, departments, expected) => {
    await drillDown(Object.entries(departments).flatMap(([name, n]) => many(n, 's1', name)))
    expect(await shown('store')).toEqual(expected)
  })

  test('of a store cannot be had as the state less its other stores', async () => {
    await drillDown([
      ...many(3, 's1', 'a'),
      ...many(8, 's1', 'b'),
      ...many(30, 's1', 'c'),
      ...many(40, 's2', 'a'),
      ...many(9, 's2', 'b'),
      ...many(30, 's2', 'c'),
    ])
    expect(await shown('store', 's1')).toEqual({ all: 41, a: null, b: null, c: 30 })
    expect(await shown('store', 's2')).toEqual({ all: 79, a: null, b: null, c: 30 })
    expect(await shown('state')).toEqual({ all: 120, a: 43, b: 17, c: 60 })
  })

  test('takes its touchpoints along, and is followed by answers that name none', async () => {
    await drillDown([
      ...many(3, 's1', 'a', 'till'),
      ...many(6, 's1', 'b', 'till'),
      ...many(6, 's1', 'b', 'door'),
      ...many(9, 's1', null),
    ])
    const rows = await warehouse.rows(
      `select department, touchpoint, csat_n, csat_mean, csat_responses, csat_is_withheld from marts.kpi_department_months
       where period = 'year' and area = 'store' and detail = 'touchpoint' order by all`,
    )
    const withheld = { csat_n: null, csat_mean: null, csat_responses: null, csat_is_withheld: true }
    expect(rows).toEqual([
      { department: 'a', touchpoint: 'till', ...withheld },
      {
        department: 'b',
        touchpoint: 'door',
        csat_n: '6',
        csat_mean: 16 / 6,
        csat_responses: '6',
        csat_is_withheld: false,
      },
      {
        department: 'b',
        touchpoint: 'till',
        csat_n: '6',
        csat_mean: 16 / 6,
        csat_responses: '6',
        csat_is_withheld: false,
      },
      { department: null, touchpoint: null, ...withheld },
    ])
  })
})

describe('a retailer with few answers', () => {
  const { uniform } = randomNumbers(4)
  const pick = <T>(items: readonly T[]) => items[Math.floor(items.length * uniform() ** 1.7)] as T
  const answers: Answer[] = Array.from({ length: 2500 }, () => {
    const metric = pick(['csat', 'nps', 'ces'])
    const score = { csat: 5, nps: 11, ces: 7 }[metric] ?? 0
    const months = ['2024-11-01', '2024-12-01', '2025-01-01', '2025-02-01']
    const store = pick(STORES.map(([id]) => id as string))
    return [
      store,
      pick(['a', 'b', 'c', 'd', null]),
      pick(['x', 'y', null]),
      pick(months),
      metric,
      Math.floor(score * uniform()) + (metric === 'nps' ? 0 : 1),
    ]
  })
  beforeAll(() => drillDown(answers))

  // Only what is published: a cell that is not shown is known to exist, and what all of a sum's shown parts leave of it.
  const keys = {
    company: [],
    state: ['state'],
    store: ['state', 'store_id'],
    all: [],
    department: ['department'],
    touchpoint: ['department', 'touchpoint'],
  }
  const sums: [keyof typeof keys, keyof typeof keys, keyof typeof keys, keyof typeof keys][] = [
    ['company', 'department', 'company', 'all'],
    ['state', 'department', 'state', 'all'],
    ['store', 'department', 'store', 'all'],
    ['company', 'touchpoint', 'company', 'department'],
    ['state', 'touchpoint', 'state', 'department'],
    ['store', 'touchpoint', 'store', 'department'],
    ['state', 'department', 'company', 'department'],
    ['store', 'department', 'state', 'department'],
    ['store', 'department', 'company', 'department'],
    ['state', 'touchpoint', 'company', 'touchpoint'],
    ['store', 'touchpoint', 'state', 'touchpoint'],
  ]
  const metrics = ['nps', 'csat', 'ces']

  test.each(sums)(
    'does not give fewer than five away: each %s %s from its %s %s',
    async (area, detail, sumArea, sumDetail) => {
      const same = [...keys[sumArea], ...keys[sumDetail]].map(
        (key) => `and parts.${key} is not distinct from sums.${key}`,
      )
      for (const metric of metrics) {
        const left = await warehouse.rows<{ hidden: number; answers: number }>(
          `select count_if(parts.${metric}_is_withheld)::integer as hidden, count(*)::integer as parts,
           (any_value(sums.${metric}_responses) - coalesce(sum(parts.${metric}_responses), 0))::integer as answers
         from marts.kpi_department_months as parts inner join marts.kpi_department_months as sums
           on parts.period = sums.period and parts.starts_on = sums.starts_on ${same.join(' ')}
         where parts.area = '${area}' and parts.detail = '${detail}' and sums.area = '${sumArea}' and sums.detail = '${sumDetail}'
           and not sums.${metric}_is_withheld and (parts.${metric}_responses > 0 or parts.${metric}_is_withheld)
         group by sums.period, sums.starts_on, sums.country, sums.state, sums.store_id, sums.department, sums.touchpoint`,
        )
        expect(left.length).toBeGreaterThan(0)
        expect(left.filter(({ hidden, answers }) => (hidden > 0 ? answers < 5 : answers !== 0))).toEqual([])
      }
    },
  )

  test('still shows most of its answers, by store and year', async () => {
    const [row] = await warehouse.rows<{ share: number }>(
      `select sum(csat_responses) / ${answers.filter(([, , , , metric]) => metric === 'csat').length} as share
       from marts.kpi_department_months where period = 'year' and area = 'store' and detail = 'department'`,
    )
    expect(row?.share).toBeGreaterThan(0.9)
  })

  test('has the scores that its answers give directly', async () => {
    const rows = await warehouse.rows(
      `with direct as (
         select date_trunc('quarter', answered_month)::date as starts_on, state, department,
           avg(score) filter (metric = 'csat') as csat_mean, avg((score >= 4)::integer) filter (metric = 'csat') as csat_share,
           avg(case when score > 8 then 100 when score < 7 then -100 else 0 end) filter (metric = 'nps') as nps,
           avg(score) filter (metric = 'ces') as ces_mean, avg((score > 4)::integer) filter (metric = 'ces') as ces_easy_share,
           1.959963984540054 * stddev_pop(case when score > 8 then 100 when score < 7 then -100 else 0 end) filter (metric = 'nps')
             / sqrt(count(*) filter (metric = 'nps')) as half
         from marts.fct_survey_answers inner join marts.dim_stores using (store_id) group by all)
       select count(*)::integer as n, count_if(abs(k.nps - d.nps) < 1e-9)::integer as nps, count_if(abs(k.csat_mean - d.csat_mean) < 1e-9)::integer as csat_mean,
         count_if(abs(k.csat_share - d.csat_share) < 1e-9)::integer as csat_share, count_if(abs(k.ces_mean - d.ces_mean) < 1e-9)::integer as ces_mean,
         count_if(abs(k.ces_easy_share - d.ces_easy_share) < 1e-9)::integer as ces_easy_share,
         count_if(k.nps_low <= -100 or abs(k.nps - d.half - k.nps_low) < 1e-6)::integer as nps_low
       from marts.kpi_department_months as k inner join direct as d
         on k.starts_on = d.starts_on and k.state = d.state and k.department is not distinct from d.department
       where period = 'quarter' and area = 'state' and detail = 'department' and nps_n > 0 and csat_n > 0 and ces_n > 0`,
    )
    const [{ n, ...equal }] = rows as [Record<string, number>]
    expect(n).toBeGreaterThan(10)
    expect(new Set(Object.values(equal))).toEqual(new Set([n]))
  })
})
