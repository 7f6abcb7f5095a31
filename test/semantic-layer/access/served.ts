import { loadQuery, type Query, type Row } from '../../../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../../../semantic-layer/serve.ts'
import { signToken } from '../../../semantic-layer/token.ts'
import { newLake } from '../lake.ts'

export const SECRET = 'a secret that is only used in these tests'

export const tokens = {
  admin: signToken(SECRET, { roles: ['admin'] }),
  analyst: signToken(SECRET, { roles: ['analyst'] }),
  finance: signToken(SECRET, { roles: ['finance'] }),
  manager: signToken(SECRET, { roles: ['store_manager'], stores: ['s01'] }),
  regional: signToken(SECRET, { roles: ['store_manager'], regions: ['West'] }),
}
export type Who = keyof typeof tokens

export type View = { name: string } & Record<'measures' | 'dimensions', { name: string; type: string }[]>

/** A server over the small warehouse, and the ways to ask it as somebody. */
export async function served() {
  const lake = await newLake()
  await lake.build('v1')
  const server: SemanticLayer = await startSemanticLayer({ lake: lake.lake, port: 0, apiSecret: SECRET })
  const post = async (token: string, path: string, body: object) => {
    const response = await fetch(`${server.url}/cubejs-api/${path}`, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: response.status, text: await response.text() }
  }
  return {
    url: server.url,
    lake,
    post,
    ask: (who: Who, query: Query): Promise<Row[]> =>
      loadQuery({ url: server.url, token: tokens[who] }, query),
    views: async (token: string): Promise<View[]> => {
      const headers = { authorization: token }
      const response = await fetch(`${server.url}/cubejs-api/v1/meta`, { headers })
      return ((await response.json()) as { cubes: View[] }).cubes
    },
    close: async () => {
      await server.close()
      await lake.remove()
    },
  }
}

/** Dimensions of one view, measures too, without the view's name. */
export const from = (view: string, dimensions: string, measures = ''): Query => ({
  dimensions: named(view, dimensions),
  measures: named(view, measures),
})

const named = (view: string, names: string) =>
  names
    .split(' ')
    .filter(Boolean)
    .map((name) => `${view}.${name}`)
