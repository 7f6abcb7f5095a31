import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundleServer } from '../../semantic-layer/deployed/bundle.ts'
import { signToken } from '../../semantic-layer/token.ts'

const ROOT = join(import.meta.dirname, '../..')
// Below the checkout, so that it finds Cube's packages as it does in Cube's image.
const place = mkdtempSync(join(ROOT, '.cx', 'deployed-'))
const PROGRAM = join(place, 'server.mjs')
const secret = 'a secret that is only used in this test'

const start = () =>
  execa(process.execPath, [PROGRAM], {
    reject: false,
    env: {
      PORT: '0',
      CUBEJS_API_SECRET: secret,
      CUBEJS_DB_TYPE: 'athena',
      CUBEJS_CACHE_AND_QUEUE_DRIVER: 'memory',
      CUBEJS_PG_SQL_PORT: '0',
    },
  })

let server: ReturnType<typeof start>
let url: string

beforeAll(async () => {
  await bundleServer(PROGRAM)
  server = start()
  for await (const line of createInterface({ input: server.stdout })) {
    const { port } = JSON.parse(line)
    if (!port) continue
    url = `http://127.0.0.1:${port}`
    break
  }
})

afterAll(() => {
  server?.kill('SIGKILL')
  rmSync(place, { recursive: true, force: true })
})

const ask = (path: string, claims?: Record<string, unknown>) =>
  fetch(url + path, claims ? { headers: { authorization: signToken(secret, claims) } } : {})

it('one file serves the dashboard and the model', async () => {
  expect(statSync(PROGRAM).size).toBeLessThan(10 * 1024 ** 2)
  expect(await (await ask('/')).text()).toMatch(/<script type="module"/)
  const { cubes } = (await (await ask('/cubejs-api/v1/meta', { roles: ['admin'] })).json()) as {
    cubes: { name: string }[]
  }
  expect(cubes.map(({ name }) => name)).toContain('store_performance')
})

it('nobody asks without a token, and its SQL is for Athena', async () => {
  expect((await ask('/cubejs-api/v1/meta')).status).toBe(403)
  const query = encodeURIComponent('{"measures":["store_performance.csat_n"],"timeDimensions":[]}')
  const response = await ask(`/cubejs-api/v1/sql?query=${query}`, { roles: ['admin'] })
  expect(JSON.stringify(await response.json())).toMatch(/marts\.kpi_store_months/)
})

it('ends when it is told to', async () => {
  server.kill('SIGTERM')
  expect((await server).exitCode).toBe(0)
})
