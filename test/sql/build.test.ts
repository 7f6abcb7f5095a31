import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterEach, expect, test } from 'vitest'
import { dbt, emptyRaw, rows, temporaryWarehouse } from './dbt.ts'

let remove: () => Promise<void> = async () => {}
afterEach(() => remove())

/** A marketplace: orders and stars, but no floor area, visitors, actions or unit costs. */
const FOREIGN = `
  insert into raw.ledger values ('f', 'orders', 'f', '2025-04-01', 60, 60, 0, 0), ('f', 'order_lines', 'f', '2025-04-01', 60, 60, 0, 0),
    ('f', 'survey_answers', 'f', '2025-04-01', 60, 60, 0, 0);
  insert into raw.orders by name
    select 'o' || i as order_id, 'seller' || (i % 3) as store_id, 'c' || (i % 20) as customer_id, 'online' as channel,
      timestamp '2025-01-05' + to_days(i::integer) as ordered_at, 'delivered' as status, 'BRL' as currency, 'f' as _file, date '2025-04-01' as landed_on
    from range(60) as t (i);
  insert into raw.order_lines by name
    select 'o' || i as order_id, 1 as line_no, 'p' as product_id, 1 as quantity, 10 as net_amount, 0 as discount_amount,
      0 as returned_quantity, 'f' as _file, date '2025-04-01' as landed_on
    from range(60) as t (i);
  insert into raw.survey_answers by name
    select 'r' || i as response_id, 'csat' as metric, 1 + i % 5 as score, 'seller' || (i % 3) as store_id, 'web' as channel,
      timestamp '2025-01-05' + to_days(i::integer) as answered_at, 'f' as _file, date '2025-04-01' as landed_on
    from range(60) as t (i)`

test('the marts build and pass their unit tests where nothing has landed, and build with orders and stars only', {
  timeout: 900_000,
}, async () => {
  const { folder, database, remove: clean } = await temporaryWarehouse()
  remove = clean
  await inDatabase(database, emptyRaw)
  await dbt(folder, ['--quiet', 'build', '--exclude-resource-type', 'test'])
  expect(await marts(database)).toEqual([{ orders: null, flags: 0, actions: 0 }])
  await inDatabase(database, (connection) => connection.run(FOREIGN))
  await dbt(folder, ['--quiet', 'build', '--exclude-resource-type', 'unit_test'])
  expect(await marts(database)).toEqual([{ orders: 60, flags: 9, actions: 0 }])
})

const marts = (database: string) =>
  inDatabase(database, (connection) =>
    rows(
      connection,
      `select (select sum(orders)::integer from marts.kpi_company_months) as orders,
         (select count(*)::integer from marts.watch_flags) as flags,
         (select count(*)::integer from marts.roi_actions) as actions`,
    ),
  )

async function inDatabase<T>(
  database: string,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(database)
  const connection = await instance.connect()
  try {
    return await work(connection)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
