import { randomSecret } from '../token.ts'
import { CLAIMS, type ClaimNames } from './roles.ts'

/** How tokens are checked: by a shared secret, or by the public keys of an identity provider. */
export type Sign = {
  secret: string
  /** Cube's own settings; each is given, because it reads what is not given from the environment. */
  jwt: Record<'key' | 'jwkUrl' | 'audience' | 'subject' | 'claimsNamespace', string | undefined> & {
    algorithms: string[]
    issuer: string[] | undefined
  }
  claims: ClaimNames
  /** Whether this server can sign tokens of its own: not where a provider signs them. */
  own: boolean
  /** Whether `secret` was made up for this start. */
  random: boolean
}

/** Settings of access that do not go together. */
export class AccessSettingsError extends Error {
  override readonly name = 'AccessSettingsError'
}

type Environment = Record<string, string | undefined>

/** Without a list, a token could choose: `none`, or HMAC with a public key as the secret. */
const PUBLIC_KEY_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
]

const NO_PROVIDER = {
  key: undefined,
  jwkUrl: undefined,
  issuer: undefined,
  audience: undefined,
  subject: undefined,
  claimsNamespace: undefined,
}

/**
 * Reads how tokens are checked. `CUBEJS_JWK_URL` with `CUBEJS_JWT_ISSUER` and `CUBEJS_JWT_AUDIENCE` trusts an identity provider;
 * else `CUBEJS_API_SECRET` is shared with whoever signs; else a secret is made up for this start. `CX_CLAIM_ROLES`,
 * `CX_CLAIM_STORES` and `CX_CLAIM_REGIONS` name the claims.
 *
 * @throws AccessSettingsError when a provider's tokens for other applications would be taken, too
 */
export function signOf(env: Environment = process.env, given?: string): Sign {
  const { CUBEJS_JWK_URL: jwkUrl, CUBEJS_JWT_ISSUER: issuer, CUBEJS_JWT_AUDIENCE: audience } = env
  const claims = {
    roles: env.CX_CLAIM_ROLES || CLAIMS.roles,
    stores: env.CX_CLAIM_STORES || CLAIMS.stores,
    regions: env.CX_CLAIM_REGIONS || CLAIMS.regions,
  }
  // An empty secret is none: with it anybody could sign.
  const shared = given || env.CUBEJS_API_SECRET
  const secret = shared || randomSecret()
  if (!jwkUrl || given)
    return { secret, jwt: { ...NO_PROVIDER, algorithms: ['HS256'] }, claims, own: true, random: !shared }
  if (!issuer || !audience)
    throw new AccessSettingsError(
      'CUBEJS_JWK_URL is set without CUBEJS_JWT_ISSUER and CUBEJS_JWT_AUDIENCE: tokens that the same provider signs for other applications would be taken, too. Set both.',
    )
  const algorithms = listed(env.CUBEJS_JWT_ALGS) ?? PUBLIC_KEY_ALGORITHMS
  const unsafe = algorithms.filter((name) => !PUBLIC_KEY_ALGORITHMS.includes(name))
  if (unsafe.length)
    throw new AccessSettingsError(
      `CUBEJS_JWT_ALGS has ${unsafe.join(', ')}: with CUBEJS_JWK_URL allowed are ${PUBLIC_KEY_ALGORITHMS.join(', ')}.`,
    )
  return {
    secret,
    jwt: {
      ...NO_PROVIDER,
      jwkUrl,
      algorithms,
      issuer: listed(issuer),
      audience,
      claimsNamespace: env.CUBEJS_JWT_CLAIMS_NAMESPACE,
    },
    claims,
    own: false,
    random: false,
  }
}

/** In one line, whose tokens are taken. */
export function describeAccess({ own, random, jwt }: Sign): string {
  if (!own) return `tokens that ${jwt.issuer?.join(' or ')} signs for ${jwt.audience}`
  return random
    ? 'tokens of this start alone'
    : 'tokens signed with the secret of this machine (CUBEJS_API_SECRET)'
}

const listed = (text: string | undefined) =>
  text
    ?.split(',')
    .map((each) => each.trim())
    .filter(Boolean)
