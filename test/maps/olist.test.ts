import { beforeAll, describe, expect, it } from 'vitest'
import { withSemanticLayer } from '../../cli/commands/query.ts'
import { loadQuery } from '../../semantic-layer/query.ts'
import { snapshot } from '../lambdas/land/lab.ts'
import { realData } from '../real-data.ts'
import { mappedLake } from './mapped-lake.ts'

const folder = realData('olist')

/** The mean review score by seller state and month, straight from the published files: of orders that have a seller. */
const DIRECT = `
  with items as (from {olist_order_items_dataset}), sellers as (from {olist_sellers_dataset})
  select seller_state as state, left(review_answer_timestamp, 7) as month,
    avg(cast(review_score as double)) as mean, cast(count(*) as integer) as n
  from {olist_order_reviews_dataset} as reviews
  inner join items on reviews.order_id = items.order_id and items.order_item_id = '1'
  inner join sellers using (seller_id)
  group by all having n >= 5 order by all`

describe.skipIf(!folder)('Olist through the warehouse', () => {
  const olist = mappedLake(folder ?? '', 'olist')
  beforeAll(() => olist.landAndBuild())

  it('accounts for every row of every extract', async () => {
    expect(await olist.counts()).toEqual({
      survey_answers: [22_844, 22_844, 0, 0],
      reviews: [22_844, 22_844, 0, 0],
      // 229 orders have no item, and so no seller.
      orders: [29_442, 29_213, 229, 0],
      order_lines: [33_425, 33_425, 0, 0],
      customers: [29_100, 29_100, 0, 0],
      stores: [2_368, 2_368, 0, 0],
    })
  })

  it('gives the mean review score by seller state and month as the files have it', async () => {
    const rows = await withSemanticLayer(olist.context, (layer) =>
      loadQuery(layer, {
        measures: ['store_performance.review_rating_mean', 'store_performance.review_n'],
        dimensions: ['store_performance.state'],
        timeDimensions: [{ dimension: 'store_performance.month', granularity: 'month' }],
      }),
    )
    const served = rows
      .filter((row) => row['store_performance.review_n'] !== null)
      .map((row) => ({
        state: row['store_performance.state'],
        month: String(row['store_performance.month']).slice(0, 7),
        mean: Number(row['store_performance.review_rating_mean']),
        n: row['store_performance.review_n'],
      }))
    const expected = await olist.files<{ state: string; month: string; mean: number; n: number }>(DIRECT)
    const key = ({ state, month }: { state: unknown; month: string }) => `${state} ${month}`
    const byKey = new Map(served.map((row) => [key(row), row]))
    expect(expected.length).toBeGreaterThan(150)
    expect(byKey.size).toBe(expected.length)
    for (const row of expected) {
      expect(byKey.get(key(row))?.n).toBe(row.n)
      expect(byKey.get(key(row))?.mean).toBeCloseTo(row.mean, 9)
    }
  })

  it('changes nothing when it lands again', async () => {
    const before = await snapshot(olist.context.lake)
    const { landed } = await olist.land()
    expect(landed.every(({ already }) => already)).toBe(true)
    expect(await snapshot(olist.context.lake)).toEqual(before)
  })
})
