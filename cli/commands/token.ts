import { Command, Option } from 'commander'
import { type Access, isRole, ROLES, type Role } from '../../semantic-layer/access/roles.ts'
import { signOf } from '../../semantic-layer/access/sign.ts'
import { signToken } from '../../semantic-layer/token.ts'
import { contextOf, print } from '../context.ts'
import { tokenKey } from '../token-key.ts'
import { CxError } from '../ui/errors.ts'

interface TokenOptions {
  role: Role
  stores: string[]
  regions: string[]
  hours: number
  json?: boolean
}

const EXAMPLES = `
Roles:
${Object.entries(ROLES)
  .map(([name, sees]) => `  ${name.padEnd(14)} ${sees}`)
  .join('\n')}

Examples:
  npx cx token --role analyst
  npx cx token --role store_manager --stores S00709,S00891
  npx cx token --role store_manager --regions Texas --hours 8`

export function tokenCommand(): Command {
  return new Command('token')
    .description('Sign a token for a role, to try what it sees.')
    .addOption(
      new Option('--role <role>', Object.keys(ROLES).join(', ')).argParser(roleOf).makeOptionMandatory(),
    )
    .option('--stores <ids>', 'the stores of a store_manager, with commas between', list, [])
    .option('--regions <states>', 'the regions of a store_manager, with commas between', list, [])
    .option('--hours <number>', 'how long it is good for', hoursOf, 24)
    .option('--json', 'print the result as JSON, and nothing else')
    .addHelpText('after', EXAMPLES)
    .action((options: TokenOptions) => {
      const token = tokenFor(options)
      const { role, stores, regions } = options
      print(contextOf({ lake: '', ...options }), { token, role, stores, regions }, () =>
        describe(token, role),
      )
    })
}

function tokenFor({ role, stores, regions, hours }: TokenOptions): string {
  const key = tokenKey()
  if (!key)
    throw new CxError({
      what: 'Tokens are signed by an identity provider here (CUBEJS_JWK_URL is set).',
      next: 'Sign in there, or unset CUBEJS_JWK_URL to try roles on this machine.',
    })
  const own = stores.length + regions.length > 0
  if (own !== (role === 'store_manager'))
    throw new CxError({
      what: own ? `${role} has no stores of its own` : 'A store manager without stores sees nothing',
      allowed: 'store_manager with --stores or --regions, any other role without',
      exitCode: 2,
    })
  const { claims } = signOf(process.env, key)
  const access: Access = { roles: [role], stores, regions }
  const named = Object.entries(access).map(([claim, value]) => [claims[claim as keyof Access], value])
  return signToken(key, Object.fromEntries(named), hours * 3600)
}

const describe = (token: string, role: Role) => `${token}

${role}: ${ROLES[role]}.
Dashboard: add #token=<this> to the address that npx cx serve prints.  REST: Authorization: <this>`

function roleOf(text: string): Role {
  if (isRole(text)) return text
  throw new CxError({
    what: 'There is no such role',
    got: text,
    allowed: Object.keys(ROLES).join(', '),
    exitCode: 2,
  })
}

function hoursOf(text: string): number {
  const hours = Number(text)
  if (hours > 0 && hours <= 24 * 366) return hours
  throw new CxError({
    what: '--hours is no time',
    got: text,
    allowed: 'above 0, at most a year',
    exitCode: 2,
  })
}

const list = (text: string) =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
