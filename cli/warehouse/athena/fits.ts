import type { AthenaClient } from '@aws-sdk/client-athena'
import { rowsOf } from '../../../lambdas/athena.ts'
import { FITTED, type FitWarehouse } from '../../../lambdas/fit/warehouse.ts'
import type { AthenaPlace } from './place.ts'

/** Athena, as fits read from it and write to it. */
export const fitsOnAthena = (
  athena: AthenaClient,
  { workgroup, results, suffix }: AthenaPlace,
): FitWarehouse => ({
  schema: `${FITTED}${suffix}`,
  run: (sql) => rowsOf(athena, sql, workgroup, results),
})
