import { mkdtemp, readdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, it } from 'vitest'

const CX = join(import.meta.dirname, '../../cli/cx.mjs')
const config = await mkdtemp(join(tmpdir(), 'cx-config-'))
const token = (words: string, env: Record<string, string> = {}) =>
  execa('node', [CX, 'token', ...words.split(' ')], {
    reject: false,
    env: { XDG_CONFIG_HOME: config, ...env },
  })

const claimsOf = (text: string) => JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString())

it('signs what a store manager may see, with the names that the settings give to claims', async () => {
  const words = '--role store_manager --stores S1,S2 --regions Texas --hours 1 --json'
  const { stdout } = await token(words, { CX_CLAIM_STORES: 'custom:stores', CUBEJS_API_SECRET: 'secret' })
  const claims = claimsOf(JSON.parse(stdout).token)
  expect(claims).toMatchObject({
    roles: ['store_manager'],
    'custom:stores': ['S1', 'S2'],
    regions: ['Texas'],
  })
  expect(claims.exp - claims.iat).toBe(3600)
})

it('says what the role sees and how to use the token, signed with a key that stays and nobody else reads', async () => {
  const first = await token('--role analyst')
  expect(first.stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n\nanalyst: .*\nDashboard: .*#token=/)
  const [file = ''] = await readdir(join(config, 'cx-warehouse'))
  expect(file).toBe('token.key')
  expect((await stat(join(config, 'cx-warehouse', file))).mode & 0o777).toBe(0o600)
})

it.each([
  ['--role manager', 2, /There is no such role[\s\S]*manager[\s\S]*admin, analyst, finance, store_manager/],
  ['--role store_manager', 2, /A store manager without stores sees nothing/],
  ['--role finance --stores S1', 2, /finance has no stores of its own/],
  ['--role analyst --hours 0', 2, /--hours is no time/],
  ['--stores S1', 2, /required option '--role/],
])('%s is refused', async (words, code, message) => {
  const { exitCode, stderr } = await token(words)
  expect(exitCode).toBe(code)
  expect(stderr).toMatch(message)
})

it('where an identity provider signs, says so', async () => {
  const { exitCode, stderr } = await token('--role admin', { CUBEJS_JWK_URL: 'https://id.example/jwks' })
  expect(exitCode).toBe(1)
  expect(stderr).toContain('signed by an identity provider')
})
