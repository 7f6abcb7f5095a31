import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Row, tinyLake } from '../tiny-lake.ts'

const customer = (id: string, loyalty_tier: string, more: Row = {}) => ({
  ...{ customer_id: id, joined_at: '2024-05-01T08:00:00Z', loyalty_tier, region: 'North', consent: true },
  ...more,
})

let lake: Awaited<ReturnType<typeof tinyLake>>
beforeAll(async () => {
  lake = await tinyLake({ customers: [customer('ann', 'silver'), customer('bob', '')] })
})
afterAll(() => lake?.remove())

const versions = () =>
  lake.rows<Record<string, unknown>>(`
    select customer_id, version_no::integer as version, loyalty_tier as tier, region, is_current, is_lost
    from marts.dim_customer_versions order by customer_id, version_no`)

describe('customers over time', () => {
  it('have one version each, from the day of joining, when they have landed once', async () => {
    expect((await versions()).map(({ customer_id, tier }) => [customer_id, tier])).toEqual([
      ['ann', 'silver'],
      ['bob', null],
    ])
    const [known] = await lake.rows(`select count(*)::integer as n from marts.dim_customer_versions
      where valid_from = timestamp '2024-05-01 08:00:00' and is_current`)
    expect(known).toEqual({ n: 2 })
  })

  it('have a new version with each landing that says something else, and keep the old ones over builds', async () => {
    await lake.land({ customers: [customer('ann', 'gold'), customer('bob', '')] })
    await lake.build()
    await lake.land({ customers: [customer('ann', 'gold', { left_at: '2025-02-01T08:00:00Z' })] })
    await lake.build()
    expect((await versions()).map(Object.values)).toEqual([
      ['ann', 1, 'silver', 'North', false, false],
      ['ann', 2, 'gold', 'North', false, false],
      ['ann', 3, 'gold', 'North', true, true],
      ['bob', 1, null, 'North', true, false],
    ])
  })

  it('leave no gap and no overlap, and change when the ledger says that the extract landed', async () => {
    const rows = await lake.rows(`
      with landings as (select row_number() over (order by landed_at) as place, landed_at from raw.ledger)
      select version_no::integer as version, valid_from = landed_at as at_landing,
        valid_to is not distinct from lead(valid_from) over (order by version_no) as meets_next
      from marts.dim_customer_versions inner join landings on version_no = place
      where customer_id = 'ann' order by version_no`)
    expect(rows).toEqual([
      { version: 1, at_landing: false, meets_next: true },
      { version: 2, at_landing: true, meets_next: true },
      { version: 3, at_landing: true, meets_next: true },
    ])
  })
})
