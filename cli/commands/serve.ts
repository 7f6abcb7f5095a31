import { Command } from 'commander'
import { buildDashboard } from '../../dashboard/build.ts'
import type { SemanticLayer } from '../../semantic-layer/serve.ts'
import { type CommonOptions, type Context, contextOf, withCommonOptions } from '../context.ts'
import { tokenKey } from '../token-key.ts'
import { CxError } from '../ui/errors.ts'

export interface ServeOptions {
  port: number
  host: string
}

export const portOf = (text: string) => {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text)
  throw new CxError({
    what: '--port is no port',
    got: text,
    allowed: '0 (any free one) to 65535',
    exitCode: 2,
  })
}

export function serveCommand(): Command {
  return withCommonOptions(new Command('serve'))
    .description("Serve the semantic layer: REST, GraphQL and, with Cube's native addon, SQL.")
    .option('--port <number>', 'the port to listen on; 0 takes any free one', portOf, 4000)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .action(async (options: ServeOptions & CommonOptions) => {
      const context = contextOf(options)
      const layer = await serve(context, options)
      await serveUntilInterrupted(layer)
    })
}

/** Starts serving and says where. */
export async function serve(context: Context, { port, host }: ServeOptions): Promise<SemanticLayer> {
  // Cube takes a second to load, which no other command should wait for.
  const { startSemanticLayer } = await import('../../semantic-layer/serve.ts')
  const dashboard = await context.progress.step('Bundling the dashboard', buildDashboard)
  const layer = await context.progress.step('Starting the semantic layer', () =>
    startSemanticLayer({ lake: context.lake.folder, port, host, dashboard, apiSecret: tokenKey() }),
  )
  const { url, sqlApi, token, access } = layer
  // Behind the #, where it reaches no server's log; the page takes it out of the address at once.
  const page = token ? `${url}/#token=${token}` : url
  const addresses = {
    url,
    dashboard: page,
    rest: `${url}/cubejs-api/v1`,
    graphql: `${url}/cubejs-api/graphql`,
    sqlApi,
    token,
    access,
  }
  process.stdout.write(context.json ? `${JSON.stringify(addresses)}\n` : describe(addresses))
  return layer
}

interface Addresses {
  dashboard: string
  rest: string
  graphql: string
  sqlApi: SemanticLayer['sqlApi']
  token: string
  access: string
}

function describe({ dashboard, rest, graphql, sqlApi, token, access }: Addresses): string {
  const sql = sqlApi.on
    ? `postgres://${sqlApi.user}:${sqlApi.password}@127.0.0.1:${sqlApi.port}/cx`
    : `off: ${sqlApi.reason?.replace(/^the SQL API \(([^)]*)\) is off: /, '($1) ')}`
  const whose = token
    ? `${token}\n           an admin's, for one day; other roles: npx cx token --help`
    : 'your own'
  return `
  Open     ${dashboard}

  REST     ${rest}
  GraphQL  ${graphql}
  SQL      ${sql}
  Access   ${access}
  Token    ${whose}

  Try      curl -gsH "Authorization: ${token || '$TOKEN'}" '${rest}/load?query={"measures":["store_performance.nps"]}'
  Ctrl-C ends it.
`
}

/** Waits for Ctrl-C, closes what is open and ends the process: Cube's timers would hold it for ten seconds more. */
export async function serveUntilInterrupted(layer: SemanticLayer): Promise<void> {
  // Kept, not `once`: without a listener a second signal would kill what is just being closed.
  await new Promise((resolve) => {
    process.on('SIGINT', resolve)
    process.on('SIGTERM', resolve)
  })
  await layer.close()
  process.exit(0)
}
