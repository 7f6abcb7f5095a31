import { afterAll, expect, test } from 'vitest'
import { ask } from '../../cli/warehouse/duckdb.ts'
import { render, temporaryWarehouse } from './dbt.ts'

const warehouse = await temporaryWarehouse()
afterAll(() => warehouse.remove())

test('a row fails with the claims that it breaks, and one that says nothing breaks none', {
  timeout: 120_000,
}, async () => {
  const sql = await render(
    warehouse.folder,
    `{{ test_every_row(
      "(values (1, 'month', 0.5), (2, 'week', 1.5), (null, 'month', null), (4, null, null)) as stores (id, period, share)",
      never_null=['id'],
      accepted_values={'period': ['month', 'year'], 'id': [1, 2, 4]},
      expressions=["share between 0 and 1", "share is null or period <> 'day'"]
    ) }}`,
  )
  expect(await ask(sql)).toEqual([
    { broken: "period in ('month', 'year'); share between 0 and 1", id: 2, period: 'week', share: '1.5' },
    { broken: 'id is not null', id: null, period: 'month', share: null },
  ])
})
