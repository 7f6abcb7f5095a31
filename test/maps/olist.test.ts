import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { land } from '../../cli/commands/land.ts'
import { withSemanticLayer } from '../../cli/commands/query.ts'
import type { Context } from '../../cli/context.ts'
import { createProgress } from '../../cli/ui/progress.ts'
import { buildWarehouse } from '../../cli/warehouse/build.ts'
import { ask } from '../../cli/warehouse/duckdb.ts'
import { FolderLake } from '../../lambdas/land/folder-lake.ts'
import { readLedger } from '../../lambdas/land/ledger.ts'
import { loadQuery } from '../../semantic-layer/query.ts'
import { snapshot } from '../lambdas/land/lab.ts'
import { realData } from '../real-data.ts'

const olist = realData('olist')
const map = join(import.meta.dirname, '../../maps/olist')
const context: Context = {
  lake: new FolderLake(mkdtempSync(join(tmpdir(), 'cx-olist-'))),
  json: true,
  progress: createProgress({ quiet: true }),
}

/** The mean review score by seller state and month, straight from the published files: of orders that have a seller. */
const direct = (folder: string) => `
  with reviews as (from read_csv('${folder}/olist_order_reviews_dataset.csv.gz', all_varchar = true)),
  items as (from read_csv('${folder}/olist_order_items_dataset.csv.gz', all_varchar = true)),
  sellers as (from read_csv('${folder}/olist_sellers_dataset.csv.gz', all_varchar = true))
  select seller_state as state, left(review_answer_timestamp, 7) as month,
    avg(cast(review_score as double)) as mean, cast(count(*) as integer) as n
  from reviews
  inner join items on reviews.order_id = items.order_id and items.order_item_id = '1'
  inner join sellers using (seller_id)
  group by all having n >= 5 order by all`

describe.skipIf(!olist)('Olist through the warehouse', () => {
  beforeAll(async () => {
    await land(context, [olist ?? ''], { map })
    await buildWarehouse(context)
  }, 300_000)

  it('accounts for every row of every extract', async () => {
    const entries = await readLedger(context.lake)
    const counts = entries.map((e) => [e.extract, e.received, e.landed, e.quarantined, e.duplicates])
    expect(Object.fromEntries(counts.map(([name, ...rest]) => [name, rest]))).toEqual({
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
    const rows = await withSemanticLayer(context, (layer) =>
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
    const expected = await ask<{ state: string; month: string; mean: number; n: number }>(direct(olist ?? ''))
    const key = ({ state, month }: { state: unknown; month: string }) => `${state} ${month}`
    const byKey = new Map(served.map((row) => [key(row), row]))
    expect(expected.length).toBeGreaterThan(150)
    expect(byKey.size).toBe(expected.length)
    for (const row of expected) {
      expect(byKey.get(key(row))?.n).toBe(row.n)
      expect(byKey.get(key(row))?.mean).toBeCloseTo(row.mean, 9)
    }
  }, 60_000)

  it('changes nothing when it lands again', async () => {
    const before = await snapshot(context.lake)
    const { landed } = await land(context, [olist ?? ''], { map })
    expect(landed.every(({ already }) => already)).toBe(true)
    expect(await snapshot(context.lake)).toEqual(before)
  }, 60_000)
})
