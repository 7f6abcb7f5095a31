import type { Context, Log } from './cube.ts'

/** What is asked: the DuckDB file of a lake's last good build, or the marts in Athena. */
export type Warehouse = { lake: string; releaseAfterMs?: number | undefined } | 'athena'

export interface Opened {
  /** Cube's options that depend on the engine. */
  readonly settings: object
  /** What requests from now on ask. */
  current(): Promise<string>
  stopReleases(): void
}

/** Queries already sent to the old file are long answered by then. */
const RELEASE_OLD_AFTER_MS = 60_000

/**
 * Opens a warehouse for Cube.
 *
 * @param forget closes the connections to what is no longer asked
 */
export const warehouseOf = (
  warehouse: Warehouse,
  log: Log,
  forget: (old: string) => void,
): Promise<Opened> => (warehouse === 'athena' ? athena() : duckdb(warehouse, log, forget))

/** A new build replaces views there: nothing has to be followed. Several servers share what they know in Cube Store. */
const athena = async (): Promise<Opened> => ({
  settings: {
    contextToOrchestratorId: () => 'athena',
    driverFactory: () => ({ type: 'athena' }),
    cacheAndQueueDriver: process.env.CUBEJS_CACHE_AND_QUEUE_DRIVER ?? 'cubestore',
    scheduledRefreshTimer: process.env.CUBEJS_REFRESH_WORKER === 'true',
  },
  current: async () => 'athena',
  stopReleases: () => {},
})

/** Ties every request to one file, for as long as it lasts, also while the link moves. */
async function duckdb(
  { lake, releaseAfterMs = RELEASE_OLD_AFTER_MS }: Exclude<Warehouse, 'athena'>,
  log: Log,
  forget: (old: string) => void,
): Promise<Opened> {
  // Loaded on demand: DuckDB is not everywhere where Athena is asked.
  const { attachSql, followWarehouse } = await import('./warehouse.ts')
  const releases = new Set<NodeJS.Timeout>()
  const followed = await followWarehouse(
    lake,
    (old) => {
      log('Warehouse replaced', { old, served: followed.served })
      releases.add(setTimeout(() => forget(old), releaseAfterMs).unref())
    },
    (problem) => log('Warehouse not replaced', { warning: problem }),
  )
  const fileOf = (context?: Context) => context?.warehouse ?? followed.served
  return {
    settings: {
      contextToOrchestratorId: fileOf,
      driverFactory: (context: Context) => ({
        type: 'duckdb',
        databasePath: ':memory:',
        initSql: attachSql(fileOf(context)),
      }),
    },
    current: () => followed.current(),
    stopReleases: () => releases.forEach(clearTimeout),
  }
}
