/** A query in Cube's own words: https://cube.dev/docs/product/apis-integrations/rest-api/query-format */
export type Query = {
  measures?: string[]
  dimensions?: string[]
  segments?: string[]
  timeDimensions?: { dimension: string; granularity?: string; dateRange?: string | [string, string] }[]
  filters?: Filter[]
  order?: Record<string, 'asc' | 'desc'> | [string, 'asc' | 'desc'][]
  limit?: number
  offset?: number
}

export type Filter =
  | { member: string; operator: string; values?: (string | number | boolean)[] }
  | { and: Filter[] }
  | { or: Filter[] }

export type Value = string | number | boolean | null
export type Row = Record<string, Value>

/** Where to ask: what `startSemanticLayer` returns, or any server with its address and a token. */
export type Server = { url: string; token: string }

type Annotation = Record<'measures' | 'dimensions' | 'timeDimensions', Record<string, { type?: string }>>
type Answer = { data?: Row[]; annotation?: Annotation; error?: string }

/** Cube answers after at most 5 s, with "Continue wait" while the query runs on; the same request then waits again. */
const GIVE_UP_AFTER_MS = 10 * 60_000
const PAUSE_MS = 100

// No module of Node: browsers load this file, too.
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Asks the semantic layer and waits for the answer.
 *
 * @returns rows keyed by member (`store_performance.nps`), numbers as numbers, times as `2025-01-01T00:00:00.000` (UTC)
 * @throws when the query or the token is refused, with the server's own reason
 */
export async function loadQuery(server: Server, query: Query): Promise<Row[]> {
  const giveUp = Date.now() + GIVE_UP_AFTER_MS
  for (;;) {
    const answer = await ask(server, query)
    if (answer.data) return withTypes(answer.data, answer.annotation)
    if (answer.error !== 'Continue wait')
      throw new Error(`The semantic layer refused the query: ${answer.error}`)
    if (Date.now() > giveUp)
      throw new Error(
        'The semantic layer did not answer within 10 minutes: ask for less, or build smaller marts.',
      )
    await sleep(PAUSE_MS)
  }
}

async function ask({ url, token }: Server, query: Query): Promise<Answer> {
  const response = await fetch(`${url}/cubejs-api/v1/load`, {
    method: 'POST',
    headers: { authorization: token, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  }).catch((cause: Error) => {
    throw new Error(`Nothing answers at ${url}. Start the semantic layer first: npx cx serve.`, { cause })
  })
  const text = await response.text()
  try {
    return JSON.parse(text) as Answer
  } catch {
    return { error: `${response.status} ${text}` }
  }
}

/** Databases send numbers as text, so that none loses digits on the way; Athena sends all as text. The annotation says what is meant. */
function withTypes(rows: Row[], annotation?: Annotation): Row[] {
  const types = { ...annotation?.measures, ...annotation?.dimensions }
  const value = (member: string, cell: Value) => {
    if (typeof cell !== 'string') return cell
    if (types[member]?.type === 'number') return Number(cell)
    return types[member]?.type === 'boolean' ? cell === 'true' : cell
  }
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([member, cell]) => [member, value(member, cell)])),
  )
}
