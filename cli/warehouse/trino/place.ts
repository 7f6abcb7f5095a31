import { CxError } from '../../ui/errors.ts'
import type { TrinoPlace } from './client.ts'

/** Where Trino is and how it sees the lake, from the environment: CX_TRINO_URL, CX_TRINO_LAKE and the catalogs' names. */
export function trinoPlace(environment: NodeJS.ProcessEnv): TrinoPlace {
  const { CX_TRINO_URL: url = 'http://localhost:8080', CX_TRINO_LAKE: lakeLocation } = environment
  if (!lakeLocation) {
    throw new CxError({
      what: 'It is not known how Trino sees the lake.',
      next: 'Set CX_TRINO_LAKE to its location in the Hive catalog, such as s3://bucket or local:///lake.',
      exitCode: 2,
    })
  }
  return {
    url,
    lakeLocation: lakeLocation.replace(/\/$/, ''),
    lakeCatalog: environment.CX_TRINO_LAKE_CATALOG ?? 'lake',
    warehouseCatalog: environment.CX_TRINO_WAREHOUSE_CATALOG ?? 'warehouse',
  }
}
