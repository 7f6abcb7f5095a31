import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { describeAccess, signOf } from './access/sign.ts'
import { keptAnswers } from './answers.ts'
import { cubeOver, type Log } from './cube.ts'
import { servePage } from './page.ts'
import { NO_SQL_API, type SqlApi, startSqlApi } from './sql-api.ts'
import { signToken } from './token.ts'

export type SemanticLayerOptions = {
  /** Folder of the lake, whose `<lake>/warehouse/current.duckdb` is asked. @default the marts in Athena */
  lake?: string
  /** @default 4000; 0 takes any free port */
  port?: number
  /** @default '127.0.0.1' */
  host?: string
  /** Signs the tokens. @default what the environment says (`signOf`), else a random one for this start */
  apiSecret?: string | undefined
  /** Port of the SQL API. @default CUBEJS_PG_SQL_PORT, else 15432; off when `port` is 0 and this is not given */
  sqlPort?: number
  /** Takes Cube's own log; nothing is printed. */
  onLog?: Log
  /** How long a replaced warehouse stays open for queries under way. @default 60000 */
  releaseAfterMs?: number
  /** Folder of the bundled dashboard, served at `/`. @default none */
  dashboard?: string
}

export type SemanticLayer = {
  url: string
  port: number
  sqlApi: SqlApi
  /** An admin's token for one day, for use on this machine: `Authorization: <token>`. Empty where a provider signs. */
  token: string
  /** In one line, whose tokens are taken. */
  access: string
  close(): Promise<void>
}

/** Routes that take SQL. Without the addon Cube itself answers them with advice that does not help. */
const NATIVE_ONLY = ['/cubejs-api/v1/cubesql', '/cubejs-api/v1/convert-query']

/**
 * Serves the semantic layer: REST (`/cubejs-api/v1/{load,sql,meta,dry-run}`), GraphQL (`/cubejs-api/graphql`),
 * `/readyz`, `/livez`, and, with Cube's native addon, the SQL API on the Postgres protocol.
 *
 * @throws WarehouseNotReady when the lake has no warehouse yet, and an Error that names the port when it is taken
 */
export async function startSemanticLayer(options: SemanticLayerOptions): Promise<SemanticLayer> {
  const { lake, port = 4000, host = '127.0.0.1', onLog = () => {} } = options
  const sign = signOf(process.env, options.apiSecret)
  const { core, native, current, stopReleases } = await cubeOver({
    warehouse: lake === undefined ? 'athena' : { lake, releaseAfterMs: options.releaseAfterMs },
    sign,
    log: onLog,
    // Cube's waiting timers outlive its shutdown: a server for one question must not hold its process for 10 s.
    waitSeconds: port === 0 ? 1 : 10,
  })

  const app = express().disable('x-powered-by')
  // First, so that it owns `/`.
  if (options.dashboard) app.use(servePage(options.dashboard))
  app.use(express.json({ limit: '1mb' }))
  if (!native) app.post(NATIVE_ONLY, (_, response) => void response.status(501).json({ error: NO_SQL_API }))
  // In Athena a build replaces what is asked under the same name.
  if (lake !== undefined)
    app.post('/cubejs-api/v1/load', keptAnswers({ current, claimsOf: (token) => core.claimsOf(token), sign }))
  await core.initApp(app)
  const server = createServer(app)
  try {
    await listen(server, port, host)
  } catch (error) {
    await core.shutdown()
    throw error
  }
  const taken = (server.address() as AddressInfo).port
  const sqlApi = await startSqlApi(core, native, sign, sqlPort(options))
  // The model takes a second to compile: begin before the first question. Errors come again with that question.
  core.compile().catch((error: Error) => onLog('Model does not compile', { error: error.message }))

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    port: taken,
    sqlApi,
    token: sign.own ? signToken(sign.secret, { roles: ['admin'] }) : '',
    access: describeAccess(sign),
    async close() {
      stopReleases()
      if (sqlApi.on) await core.initSQLServer().shutdown('fast')
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await core.shutdown()
    },
  }
}

const sqlPort = ({ sqlPort, port }: SemanticLayerOptions) =>
  sqlPort ?? Number(process.env.CUBEJS_PG_SQL_PORT ?? (port === 0 ? 0 : 15432))

function listen(server: Server, port: number, host: string) {
  return new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(explained(cause, port, host)))
    server.listen(port, host, resolve)
  })
}

/** The server could not take its port. The message says why and what to do. */
export class PortError extends Error {
  override readonly name = 'PortError'
}

function explained(cause: NodeJS.ErrnoException, port: number, host: string) {
  const why =
    {
      EADDRINUSE: `port ${port} is in use: stop what runs there, or take another one (--port 4001; 0 takes any free one)`,
      EACCES: `port ${port} needs more rights: take one above 1023 (--port 4000)`,
      EADDRNOTAVAIL: `this machine has no address ${host}: take 127.0.0.1`,
    }[cause.code ?? ''] ?? cause.message
  return new PortError(`The semantic layer cannot listen on ${host}:${port}: ${why}.`, { cause })
}
