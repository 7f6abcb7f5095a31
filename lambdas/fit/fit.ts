import { CUSTOMER_MODELS, fitCustomers } from './customers.ts'
import { fitDrivers, SCORE_DRIVERS } from './drivers.ts'
import { type FittedTable, type FitWarehouse, replaceEstimates } from './warehouse.ts'

/** Every table of estimates. */
export const FITS: readonly FittedTable[] = [CUSTOMER_MODELS, SCORE_DRIVERS]

/** Makes the tables of estimates, empty: so there is something to read where nothing has been fitted. */
export async function clearFits(warehouse: FitWarehouse): Promise<void> {
  for (const table of FITS) await replaceEstimates(warehouse, table, [])
}

/** Fits everything that is fitted beside the SQL, on the aggregates that dbt has built, and writes the estimates. */
export async function fitAll(warehouse: FitWarehouse): Promise<void> {
  await fitCustomers(warehouse)
  await fitDrivers(warehouse)
}
