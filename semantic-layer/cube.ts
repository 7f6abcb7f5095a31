import { type Access, accessOf, groupsOf } from './access/roles.ts'
import type { Sign } from './access/sign.ts'
import { coreClass } from './core.ts'
import { modelFiles } from './model-files.ts'
import { ensureNative } from './native-stand-in/index.ts'
import type { CubeQuery } from './visible-members.ts'
import { attachSql, followWarehouse, type WarehouseFollower } from './warehouse.ts'

/** Takes Cube's events: a short name, and details that may hold an `error` or a `warning`. */
export type Log = (message: string, details: Record<string, unknown>) => void

/** Queries already sent to the old file are long answered by then. */
const RELEASE_OLD_AFTER_MS = 60_000

/**
 * Process-wide, because Cube reads them from the environment alone. Without NODE_ENV=production it accepts bad tokens;
 * dev mode shows hidden members; the newer SQL planner exists only in the addon, and one planner is used everywhere so
 * that what is tested is what runs.
 */
const ENVIRONMENT = {
  NODE_ENV: 'production',
  CUBEJS_DEV_MODE: 'false',
  CUBEJS_TELEMETRY: 'false',
  CUBEJS_TESSERACT_SQL_PLANNER: 'false',
  CUBEJS_EXTERNAL_DEFAULT: 'false',
  // Cube's upper limit, also where a query names none: its default of 10,000 rows would cut answers short unseen.
  CUBEJS_DB_QUERY_DEFAULT_LIMIT: '50000',
}

export type Context = {
  warehouse?: string
  overHttp?: boolean
  requestId?: string
  securityContext?: Access
}

type CubeRequest = { headers?: unknown; securityContext?: unknown }

export type CubeOptions = {
  lake: string
  /** What tokens are signed with, and how their claims are called. */
  sign: Sign
  log: Log
  /** How long a replaced warehouse stays open for queries under way. @default 60000 */
  releaseAfterMs?: number | undefined
  /** Whole seconds before a query that still runs is answered "Continue wait". @default 10 */
  waitSeconds?: number
}

/**
 * Cube over one lake: its model, its guard, and the DuckDB file that it asks.
 *
 * @throws WarehouseNotReady when the lake has no warehouse yet
 */
export async function cubeOver({ lake, sign, log, ...options }: CubeOptions) {
  Object.assign(process.env, ENVIRONMENT)
  const native = ensureNative()
  const { releaseAfterMs = RELEASE_OLD_AFTER_MS, waitSeconds = 10 } = options
  const releases = new Set<NodeJS.Timeout>()
  const warehouse = await followWarehouse(
    lake,
    (old) => {
      log('Warehouse replaced', { old, served: warehouse.served })
      releases.add(setTimeout(() => core.forget(old), releaseAfterMs).unref())
    },
    (problem) => log('Warehouse not replaced', { warning: problem }),
  )
  const Core = await coreClass()
  const core = new Core({
    ...SETTINGS,
    apiSecret: sign.secret,
    jwt: sign.jwt,
    logger: log,
    orchestratorOptions: { continueWaitTimeout: waitSeconds },
    ...followed(warehouse),
    extendContext: async (request: CubeRequest) => ({
      warehouse: await warehouse.current(),
      overHttp: Boolean(request?.headers),
      securityContext: accessOf(request?.securityContext, sign.claims),
    }),
    contextToGroups: ({ securityContext }: Context) => groupsOf(securityContext ?? accessOf({})),
    // Every time in the marts is a calendar day or month: another zone would move it to the day before.
    queryRewrite: (query: CubeQuery) => ({ ...query, timezone: 'UTC' }),
  } as object)
  return { core, native, stopReleases: () => releases.forEach(clearTimeout) }
}

const SETTINGS = {
  repositoryFactory: () => modelFiles,
  telemetry: false,
  cacheAndQueueDriver: 'memory',
  scheduledRefreshTimer: false,
}

/** Ties every request to one file, for as long as it lasts, also while the link moves. */
function followed(warehouse: WarehouseFollower) {
  const fileOf = (context?: Context) => context?.warehouse ?? warehouse.served
  return {
    contextToOrchestratorId: fileOf,
    driverFactory: (context: Context) => ({
      type: 'duckdb',
      databasePath: ':memory:',
      initSql: attachSql(fileOf(context)),
    }),
  }
}
