import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSemanticLayer } from '../../semantic-layer/serve.ts'
import { signToken } from '../../semantic-layer/token.ts'
import { newLake } from './lake.ts'

let lake: Awaited<ReturnType<typeof newLake>>
beforeAll(async () => {
  lake = await newLake()
  await lake.build('v1')
})
afterAll(() => lake?.remove())

it('an empty secret counts as none', async () => {
  process.env.CUBEJS_API_SECRET = ''
  const other = await startSemanticLayer({ lake: lake.lake, port: 0 })
  const headers = { authorization: signToken('') }
  expect((await fetch(`${other.url}/cubejs-api/v1/meta`, { headers })).status).toBe(403)
  await other.close()
})

describe('a start that cannot be', () => {
  it('names the port that is in use and what to do', async () => {
    const server = await startSemanticLayer({ lake: lake.lake, port: 0 })
    const { port } = server
    await expect(startSemanticLayer({ lake: lake.lake, port })).rejects.toThrow(
      new RegExp(`port ${port} is in use: .*--port`),
    )
    await server.close()
  })

  it('says what to run when nothing has been built yet', async () => {
    await expect(startSemanticLayer({ lake: `${lake.lake}/none`, port: 0 })).rejects.toThrow(
      /No warehouse to serve: .*npx cx land .*npx cx build/,
    )
  })

  it('leaves its port free after close', async () => {
    const other = await startSemanticLayer({ lake: lake.lake, port: 0 })
    await other.close()
    await new Promise<void>((resolve, reject) => {
      const socket = createServer().once('error', reject)
      socket.listen(other.port, '127.0.0.1', () => socket.close(() => resolve()))
    })
  })
})
