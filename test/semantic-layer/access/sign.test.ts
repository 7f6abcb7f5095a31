import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signOf } from '../../../semantic-layer/access/sign.ts'
import { type SemanticLayer, startSemanticLayer } from '../../../semantic-layer/serve.ts'
import { sqlSignIn } from '../../../semantic-layer/sql-api.ts'
import { newLake } from '../lake.ts'

const [ISSUER, AUDIENCE] = ['https://id.example', 'cx']
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const [ours, theirs] = [pair(), pair()]
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const hour = Math.floor(Date.now() / 1000) + 3600
const claims = { iss: ISSUER, aud: AUDIENCE, exp: hour, roles: ['analyst'] }

function rs256(payload: object, key: KeyObject = ours.privateKey, kid = 'k1') {
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid })}.${part(payload)}`
  return `${signed}.${createSign('sha256').update(signed).sign(key, 'base64url')}`
}

/** The public key used as a shared secret: what a careless check takes for a signature. */
function confused(payload: object) {
  const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: 'k1' })}.${part(payload)}`
  const pem = ours.publicKey.export({ type: 'spki', format: 'pem' })
  return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`
}

let lake: Awaited<ReturnType<typeof newLake>>
let provider: Server
let layer: SemanticLayer
const SETTINGS = ['CUBEJS_JWK_URL', 'CUBEJS_JWT_ISSUER', 'CUBEJS_JWT_AUDIENCE']

beforeAll(async () => {
  lake = await newLake()
  await lake.build('v1')
  const jwk = { ...ours.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }
  provider = createServer((_, response) => response.end(JSON.stringify({ keys: [jwk] })))
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  const { port } = provider.address() as AddressInfo
  const values = [`http://127.0.0.1:${port}/jwks`, ISSUER, AUDIENCE]
  SETTINGS.forEach((name, i) => {
    process.env[name] = values[i]
  })
  layer = await startSemanticLayer({ lake: lake.lake, port: 0 })
})

afterAll(async () => {
  for (const name of SETTINGS) delete process.env[name]
  await layer?.close()
  provider?.close()
  await lake?.remove()
})

const status = async (token: string) =>
  (await fetch(`${layer.url}/cubejs-api/v1/meta`, { headers: { authorization: token } })).status

describe('with an identity provider', () => {
  it('its tokens are taken, and no token is made here', async () => {
    expect(await status(rs256(claims))).toBe(200)
    expect(layer.token).toBe('')
    expect(layer.access).toBe('tokens that https://id.example signs for cx')
  })

  it.each([
    ['signed by somebody else', rs256(claims, theirs.privateKey)],
    ['of an unknown key', rs256(claims, ours.privateKey, 'k2')],
    ['for another application', rs256({ ...claims, aud: 'payroll' })],
    ['of another provider', rs256({ ...claims, iss: 'https://elsewhere.example' })],
    ['that has expired', rs256({ ...claims, exp: hour - 7200 })],
    ['signed with the public key as a secret', confused(claims)],
    ['without a signature', `${part({ alg: 'none', kid: 'k1' })}.${part(claims)}.`],
  ])('a token %s is refused', async (_, token) => {
    expect(await status(token)).toBe(403)
  })
})

describe('signOf', () => {
  const provided = { CUBEJS_JWK_URL: 'https://id.example/jwks' }

  it.each([
    [provided, /without CUBEJS_JWT_ISSUER and CUBEJS_JWT_AUDIENCE/],
    [{ ...provided, CUBEJS_JWT_ISSUER: ISSUER }, /without CUBEJS_JWT_ISSUER and CUBEJS_JWT_AUDIENCE/],
    [
      {
        ...provided,
        CUBEJS_JWT_ISSUER: ISSUER,
        CUBEJS_JWT_AUDIENCE: AUDIENCE,
        CUBEJS_JWT_ALGS: 'RS256,HS256',
      },
      /CUBEJS_JWT_ALGS has HS256: .* allowed are RS256/,
    ],
  ])('refuses %j', (env, message) => {
    expect(() => signOf(env)).toThrow(message)
  })

  it('makes a secret of its own where none is given, another one each time', () => {
    expect(signOf({}).secret).toMatch(/^[0-9a-f]{64}$/)
    expect(signOf({ CUBEJS_API_SECRET: '' }).secret).not.toBe(signOf({}).secret)
  })
})

describe('who signs in to the SQL API', () => {
  const names = { claims: { roles: 'groups', stores: 'stores', regions: 'regions' } }
  const account = { user: 'cx', password: 'the password', roles: 'analyst' }
  const signIn = sqlSignIn(account, names, async (token) => {
    if (token !== 'good') throw new Error('Invalid token')
    return { groups: ['store_manager'], stores: ['s01'] }
  })

  it('has the roles of the settings under the one account', async () => {
    const answer = { password: 'the password', securityContext: { groups: 'analyst' } }
    expect(await signIn({}, 'cx', 'anything')).toEqual(answer)
  })

  it('has what the token allows, given as the password', async () => {
    const securityContext = { groups: ['store_manager'], stores: ['s01'] }
    expect(await signIn({}, 'ann', 'good')).toEqual({ password: 'good', securityContext })
    await expect(signIn({}, 'ann', 'forged')).rejects.toThrow('Invalid token')
  })

  it.each([null, ''])('does not without a password: %j', async (password) => {
    await expect(signIn({}, 'ann', password)).rejects.toThrow('A password is needed')
  })
})
