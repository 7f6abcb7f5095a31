import type { Sign } from './access/sign.ts'
import type { cubeOver } from './cube.ts'
import { GET_THE_ADDON } from './native-stand-in/index.ts'
import { randomSecret } from './token.ts'

export type SqlApi = { on: boolean; port?: number; user?: string; password?: string; reason?: string }

export const NO_SQL_API = `the SQL API (Looker, Superset, Power BI, psql) is off: Cube's native addon is not installed. Get it: ${GET_THE_ADDON}`

type Core = Awaited<ReturnType<typeof cubeOver>>['core']

/** Starts the SQL API on the Postgres protocol, where Cube's addon is and a port was asked for. */
export async function startSqlApi(core: Core, native: boolean, sign: Sign, port: number): Promise<SqlApi> {
  if (!native) return { on: false, reason: NO_SQL_API }
  if (!port) return { on: false, reason: 'the SQL API is off: no port was asked for. Set sqlPort.' }

  const user = process.env.CUBEJS_SQL_USER ?? 'cx'
  const password = process.env.CUBEJS_SQL_PASSWORD ?? randomSecret()
  const checkSqlAuth = sqlSignIn(
    { user, password, roles: process.env.CX_SQL_ROLES ?? 'admin' },
    sign,
    (token) => core.claimsOf(token),
  )
  await core.initSQLServer().init({ pgSqlPort: port, checkSqlAuth } as never)
  return { on: true, port, user, password }
}

type Account = { user: string; password: string; roles: string }

/**
 * Who signs in to the SQL API: the one account of the settings, with its roles; or anybody, under any other name, with a
 * token as the password, and what the token allows.
 *
 * @returns what Cube's `checkSqlAuth` answers: the password to compare with, and the claims
 */
export const sqlSignIn =
  (account: Account, { claims }: Pick<Sign, 'claims'>, claimsOf: (token: string) => Promise<unknown>) =>
  async (_: unknown, user: string, password: string | null) => {
    if (user === account.user)
      return { password: account.password, securityContext: { [claims.roles]: account.roles } }
    if (!password) throw new Error('A password is needed: the token of whoever signs in.')
    return { password, securityContext: await claimsOf(password) }
  }
