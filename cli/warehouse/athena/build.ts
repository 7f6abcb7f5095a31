import { AthenaClient } from '@aws-sdk/client-athena'
import { GlueClient } from '@aws-sdk/client-glue'
import type { LedgerEntry } from '../../../lambdas/land/ledger.ts'
import { S3Lake } from '../../../lambdas/land/s3-lake.ts'
import { s3Client } from '../../../lambdas/s3-client.ts'
import type { Context } from '../../context.ts'
import { buildInPlace, type InPlaceBuild, type InPlaceOptions } from '../in-place.ts'
import { fitsOnAthena } from './fits.ts'
import type { AthenaPlace } from './place.ts'
import { createRawTablesOnAthena } from './raw-tables.ts'

/** Builds and tests the marts with Athena, in place: Iceberg tables in Glue over files in S3. */
export function buildOnAthena(
  context: Context,
  place: AthenaPlace,
  options: InPlaceOptions = {},
): Promise<InPlaceBuild> {
  const glue = new GlueClient({ region: place.region })
  const location = `s3://${place.lakeBucket}`
  const engine = {
    target: 'athena',
    name: 'Athena',
    lake: new S3Lake(s3Client(), place.lakeBucket),
    location,
    suffix: place.suffix,
    variables: variablesOf(place),
    openRawTables: ([first]: readonly LedgerEntry[]) =>
      // Athena looks into every day since, whether anything landed on it or not.
      createRawTablesOnAthena(glue, { location, since: (first?.landed_at ?? '').slice(0, 10) }),
    fits: fitsOnAthena(new AthenaClient({ region: place.region }), place),
  } as const
  return buildInPlace(context, engine, options)
}

/** What sql/profiles.yml reads. */
const variablesOf = (place: AthenaPlace): Record<string, string> => ({
  CX_ATHENA_MARTS: place.marts,
  CX_ATHENA_RESULTS: place.results,
  CX_ATHENA_WORKGROUP: place.workgroup,
  CX_ATHENA_REGION: place.region,
  CX_SCHEMA_SUFFIX: place.suffix,
  CX_ATHENA_POLL_SECONDS: String(place.pollSeconds),
  CX_THREADS: String(place.threads),
})
