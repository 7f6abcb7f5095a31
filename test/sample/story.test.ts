import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lowStoresFound } from './low-store-rule.ts'
import { makeSample, openSample } from './sample-folder.ts'

// 200 stores, 18 months: low from the first month, actions from 2025-01 on.
let made: Awaited<ReturnType<typeof makeSample>>
let db: Awaited<ReturnType<typeof openSample>>
let low = ''
let queues = ''

const listed = (ids: string[]) => ids.map((id) => `'${id}'`).join(', ')

beforeAll(async () => {
  made = await makeSample({ stores: 200, months: 18, seed: 11 })
  db = await openSample(made.out)
  low = listed(made.truth.low_stores.map(({ store_id }) => store_id))
  queues = listed(
    made.truth.low_stores.filter(({ cause }) => cause === 'queue').map(({ store_id }) => store_id),
  )
  await db.rows(`create table csat as select store_id, score::int as score, touchpoint, comment,
    date_trunc('month', answered_at::timestamptz)::date as month
    from survey_answers where metric = 'csat' and try_cast(score as int) between 1 and 5 and store_id <> 'S99999'`)
})
afterAll(() => made.remove())

const before = "month < '2025-01-01'"
const meanCsat = (where: string) => db.number(`select avg(score) from csat where ${where}`)

describe('the story of a sample', () => {
  it('makes low stores low by what the truth says, against their peers', async () => {
    const drop =
      made.truth.low_stores.reduce((sum, { csat_drop }) => sum + csat_drop, 0) / made.truth.low_stores.length
    const gap =
      (await meanCsat(`${before} and store_id not in (${low})`)) -
      (await meanCsat(`${before} and store_id in (${low})`))
    expect(drop).toBeGreaterThan(0.8)
    expect(gap).toBeGreaterThan(drop - 0.25)
    expect(gap).toBeLessThan(drop + 0.25)
  })

  it('lets the low-store rule find them in the month before the first action is planned', async () => {
    const answers = await db.rows('select store_id, month::varchar as month, score from csat')
    const found = lowStoresFound(
      answers.map(({ store_id, month, score }) => ({
        store: String(store_id),
        month: String(month),
        score: Number(score),
      })),
      '2024-11-01',
    )
    for (const { store_id } of made.truth.low_stores) expect(found).toContain(store_id)
    expect(found.length - made.truth.low_stores.length).toBeLessThanOrEqual(2)
  })

  it('blames the checkout where queues are long', async () => {
    const share = (stores: string) =>
      db.number(
        `select avg((touchpoint = 'checkout')::int) from csat where score <= 2 and ${before} and ${stores}`,
      )
    expect(await share(`store_id in (${queues})`)).toBeGreaterThan(0.7)
    expect(await share(`store_id not in (${low})`)).toBeLessThan(0.35)

    const words =
      await db.number(`select avg(regexp_matches(comment, '(?i)queue|wait|checkout|till|register|line|espera|cola')::int)
      from csat where comment is not null and score <= 2 and ${before} and store_id in (${queues})`)
    expect(words).toBeGreaterThan(0.8)
  })

  it('makes queues twice as long where they are the cause, and sales lower', async () => {
    const seconds = (stores: string) =>
      db.number(
        `select avg(try_cast(queue_seconds as double)) from store_days where day < '2025-01-01' and ${stores}`,
      )
    const ratio = (await seconds(`store_id in (${queues})`)) / (await seconds(`store_id not in (${low})`))
    expect(ratio).toBeGreaterThan(1.7)
    expect(ratio).toBeLessThan(3)
  })

  it('spreads the low stores over the states', async () => {
    const states = await db.number(`select count(distinct state) from stores where store_id in (${low})`)
    expect(states).toBeGreaterThan(1)
  })

  it('gives each action the effect that the truth says', async () => {
    const change = async (stores: string) =>
      (await meanCsat(`not (${before}) and ${stores}`)) - (await meanCsat(`${before} and ${stores}`))
    const others = await change(`store_id not in (${low})`)
    for (const { store_id, status, csat_effect } of made.truth.actions) {
      // five standard errors of 90 answers a month, with the store's own shocks
      const effect = (await change(`store_id = '${store_id}'`)) - others
      expect(Math.abs(effect - csat_effect), `${store_id} ${status}`).toBeLessThan(0.35)
    }
  })

  it('loses more customers where experiences are bad', async () => {
    // home stores are where customers order; a third of the customers never do
    const lost = (stores: string) =>
      db.number(`select avg((id in (select customer_id from customers where left_at is not null))::int)
        from (select distinct customer_id as id from orders where customer_id is not null and ${stores})`)
    expect(await lost(`store_id in (${low})`)).toBeGreaterThan(1.5 * (await lost(`store_id not in (${low})`)))
  })

  it('has scores within their scales, apart from the dirt', async () => {
    const outside =
      await db.number(`select count(*) from survey_answers where try_cast(score as double) is null
      or not case metric when 'nps' then score::double between 0 and 10 when 'csat' then score::double between 1 and 5
        when 'ces' then score::double between 1 and 7 end`)
    expect(outside).toBe(0)
  })
})
