import { FITTED, type FitWarehouse } from '../../../lambdas/fit/warehouse.ts'
import { runOnTrino, type TrinoPlace } from './client.ts'

/** A Trino that fits read from and write to. */
export const fitsOnTrino = (place: TrinoPlace): FitWarehouse => ({
  schema: FITTED,
  async run(sql) {
    const { columns, rows } = await runOnTrino(place, sql)
    return rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]])))
  },
})
