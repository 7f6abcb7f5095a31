import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'
import { loadQuery, type Query } from '../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../semantic-layer/serve.ts'
import { tellStory } from '../semantic-layer/story.ts'
import type { Bench, BenchOptions, Finding } from './bench.ts'
import { builtSample } from './built-sample.ts'

const CLIENTS = 8
const STORES = Number(process.env.CX_BENCH_REST_STORES || 250)

export const rest: Bench = {
  name: 'rest',
  about: `${CLIENTS} clients ask the queries of the story at once, through Cube's REST and as the same SQL straight on DuckDB; a sample of ${STORES} stores. The 95th percentile of the answers' times.`,
  async run(options) {
    const lake = await builtSample(options, STORES)
    const server = await startSemanticLayer({ lake, port: 0 })
    try {
      return await compare(server, lake, options)
    } finally {
      await server.close()
    }
  },
}

async function compare(
  server: SemanticLayer,
  lake: string,
  { rounds, say }: BenchOptions,
): Promise<Finding[]> {
  const queries: Query[] = []
  await tellStory((query) => {
    queries.push(query)
    return loadQuery(server, query)
  })
  const statements = await Promise.all(queries.map((query) => sqlOf(server, query)))
  const instance = await DuckDBInstance.create(join(lake, 'warehouse', 'current.duckdb'), {
    access_mode: 'READ_ONLY',
  })
  const connections = await Promise.all(Array.from({ length: CLIENTS }, () => instance.connect()))
  say(`asks ${queries.length} queries, ${rounds} times by each of ${CLIENTS} clients`)
  // `no-cache` asks the database each time; without it Cube answers what it has answered from its memory.
  const fresh = await percentile(rounds, queries, (query) =>
    loadQuery(server, { ...query, cache: 'no-cache' } as Query),
  )
  const kept = await percentile(rounds, queries, (query) => loadQuery(server, query))
  const direct = await percentile(rounds, statements, ({ sql, values }, client) =>
    (connections[client] as DuckDBConnection).runAndReadAll(sql, values),
  )
  for (const connection of connections) connection.closeSync()
  instance.closeSync()
  const row = (what: string, time: number): Finding => ({
    what,
    value: `${time.toFixed(0)} ms`,
    beside: `${direct.toFixed(0)} ms`,
    ratio: time / direct,
  })
  return [
    row('p95 of an answer from the database', fresh),
    row("p95 of an answer, Cube's memory in use", kept),
  ]
}

/** The SQL that a query becomes, with its values. */
async function sqlOf(
  { url, token }: SemanticLayer,
  query: Query,
): Promise<{ sql: string; values: DuckDBValue[] }> {
  const response = await fetch(
    `${url}/cubejs-api/v1/sql?query=${encodeURIComponent(JSON.stringify(query))}`,
    {
      headers: { authorization: token },
    },
  )
  const { sql } = (await response.json()) as { sql: { sql: [string, DuckDBValue[]] } }
  return { sql: sql.sql[0], values: sql.sql[1] }
}

/** Every client asks everything `rounds` times, one question after the other; the 95th percentile in milliseconds. */
async function percentile<Question>(
  rounds: number,
  questions: readonly Question[],
  ask: (question: Question, client: number) => Promise<unknown>,
): Promise<number> {
  const times: number[] = []
  const client = async (_: unknown, number: number) => {
    for (let round = 0; round < rounds; round++) {
      for (const question of questions) {
        const since = performance.now()
        await ask(question, number)
        times.push(performance.now() - since)
      }
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  times.sort((a, b) => a - b)
  return times[Math.ceil(0.95 * times.length) - 1] ?? Number.NaN
}
