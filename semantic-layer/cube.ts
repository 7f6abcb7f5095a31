import { type Access, accessOf, groupsOf } from './access/roles.ts'
import type { Sign } from './access/sign.ts'
import { coreClass } from './core.ts'
import { modelFiles } from './model-files.ts'
import { ensureNative } from './native-stand-in/index.ts'
import type { CubeQuery } from './visible-members.ts'
import { type Warehouse, warehouseOf } from './warehouses.ts'

/** Takes Cube's events: a short name, and details that may hold an `error` or a `warning`. */
export type Log = (message: string, details: Record<string, unknown>) => void

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
  warehouse: Warehouse
  /** What tokens are signed with, and how their claims are called. */
  sign: Sign
  log: Log
  /** Whole seconds before a query that still runs is answered "Continue wait". @default 10 */
  waitSeconds?: number
}

/**
 * Cube over one warehouse: its model, its guard, and the engine that it asks.
 *
 * @throws WarehouseNotReady when the lake has no warehouse yet
 */
export async function cubeOver({ warehouse, sign, log, waitSeconds = 10 }: CubeOptions) {
  Object.assign(process.env, ENVIRONMENT)
  const native = ensureNative()
  const { settings, current, stopReleases } = await warehouseOf(warehouse, log, (old) => core.forget(old))
  const Core = await coreClass()
  const core = new Core({
    ...SETTINGS,
    ...settings,
    apiSecret: sign.secret,
    jwt: sign.jwt,
    logger: log,
    orchestratorOptions: { continueWaitTimeout: waitSeconds },
    extendContext: async (request: CubeRequest) => ({
      warehouse: await current(),
      overHttp: Boolean(request?.headers),
      securityContext: accessOf(request?.securityContext, sign.claims),
    }),
    contextToGroups: ({ securityContext }: Context) => groupsOf(securityContext ?? accessOf({})),
    // Every time in the marts is a calendar day or month: another zone would move it to the day before.
    queryRewrite: (query: CubeQuery) => ({ ...query, timezone: 'UTC' }),
  } as object)
  return { core, native, current, stopReleases }
}

const SETTINGS = {
  repositoryFactory: () => modelFiles,
  telemetry: false,
  cacheAndQueueDriver: 'memory',
  scheduledRefreshTimer: false,
}
