import type { Context } from '../../context.ts'
import { buildInPlace, type InPlaceBuild, type InPlaceOptions } from '../in-place.ts'
import type { TrinoPlace } from './client.ts'
import { fitsOnTrino } from './fits.ts'
import { createRawTablesOnTrino } from './raw-tables.ts'

/** Builds and tests the marts on Trino, in place. */
export function buildOnTrino(
  context: Context,
  place: TrinoPlace,
  options: InPlaceOptions = {},
): Promise<InPlaceBuild> {
  const engine = {
    target: 'trino',
    name: 'Trino',
    lake: context.lake,
    location: context.lake.folder,
    variables: variablesOf(place),
    openRawTables: () => createRawTablesOnTrino(place, context.lake),
    fits: fitsOnTrino(place),
  } as const
  return buildInPlace(context, engine, options)
}

/** What sql/profiles.yml reads. */
function variablesOf({ url, warehouseCatalog }: TrinoPlace): Record<string, string> {
  const { hostname, port, protocol } = new URL(url)
  return {
    CX_TRINO_HOST: hostname,
    CX_TRINO_PORT: port || (protocol === 'https:' ? '443' : '80'),
    CX_TRINO_CATALOG: warehouseCatalog,
  }
}
