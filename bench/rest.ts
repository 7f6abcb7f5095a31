import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'
import { queries as overview } from '../dashboard/src/pages/overview/queries.ts'
import { loadQuery, type Query } from '../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../semantic-layer/serve.ts'
import { tellStory } from '../semantic-layer/story.ts'
import { type Bench, type BenchOptions, type Finding, median } from './bench.ts'
import { builtSample } from './built-sample.ts'

const CLIENTS = [8, 50] as const
const STORES = Number(process.env.CX_BENCH_REST_STORES || 250)

export const rest: Bench = {
  name: 'rest',
  about: `${CLIENTS.join(' and ')} clients ask the queries of the story at once, through Cube's REST and as the same SQL straight on DuckDB, and one asks those of the dashboard's first page; a sample of ${STORES} stores. The 95th percentile of the answers' times, and processor time: that of all threads, the clients' own too.`,
  async run(options) {
    // CX_BENCH_LAKE takes a lake that is built already.
    const lake = process.env.CX_BENCH_LAKE || (await builtSample(options, STORES))
    const server = await startSemanticLayer({ lake, port: 0 })
    try {
      return await compare(server, lake, options)
    } finally {
      await server.close()
    }
  },
}

type Statement = { sql: string; values: DuckDBValue[] }
/** Asks question number so-and-so for a client. */
type Side = (question: number, client: number) => Promise<unknown>
type Times = { p95: number; processor: number }

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
  const connections = await Promise.all(
    Array.from({ length: Math.max(...CLIENTS) }, () => instance.connect()),
  )
  const findings: Finding[] = []
  for (const clients of CLIENTS) {
    say(`asks ${queries.length} queries, ${rounds} times by each of ${clients} clients`)
    // `no-cache` asks the database each time; without it what was asked of this build before is answered from memory.
    const sides: Side[] = [
      (i) => loadQuery(server, { ...queries[i], cache: 'no-cache' } as Query),
      (i) => loadQuery(server, queries[i] as Query),
      (i, client) => {
        const { sql, values } = statements[i] as Statement
        return (connections[client] as DuckDBConnection).runAndReadAll(sql, values)
      },
    ]
    const [fresh, kept, direct] = await inTurn(rounds, clients, queries.length, sides)
    findings.push(
      ...rows(`of an answer from the database, ${clients} clients`, fresh, direct),
      ...rows(`of an answer asked before, ${clients} clients`, kept, direct),
    )
  }
  findings.push(await firstPage(server, rounds))
  for (const connection of connections) connection.closeSync()
  instance.closeSync()
  return findings
}

const rows = (what: string, through: Times | undefined, direct: Times | undefined): Finding[] => {
  const [a, b] = [through as Times, direct as Times]
  const row = (name: string, one: number, other: number): Finding => ({
    what: `${name} ${what}`,
    value: `${one.toFixed(1)} ms`,
    beside: `${other.toFixed(1)} ms`,
    ratio: one / other,
  })
  return [row('p95', a.p95, b.p95), row('processor', a.processor, b.processor)]
}

/** All queries of the dashboard's first page at once, as the browser asks them, once they have been asked before. */
async function firstPage(server: SemanticLayer, rounds: number): Promise<Finding> {
  const ask = async () => {
    const since = performance.now()
    await Promise.all(Object.values(overview('month')).map((query) => loadQuery(server, query)))
    return performance.now() - since
  }
  await ask()
  const times: number[] = []
  for (let round = 0; round < rounds; round++) times.push(await ask())
  return {
    what: "data of the dashboard's first page, warm",
    value: `${median(times).toFixed(0)} ms`,
    goal: '≤ 1 s',
  }
}

/** The SQL that a query becomes, with its values. */
async function sqlOf({ url, token }: SemanticLayer, query: Query): Promise<Statement> {
  const response = await fetch(
    `${url}/cubejs-api/v1/sql?query=${encodeURIComponent(JSON.stringify(query))}`,
    {
      headers: { authorization: token },
    },
  )
  const { sql } = (await response.json()) as { sql: { sql: [string, DuckDBValue[]] } }
  return { sql: sql.sql[0], values: sql.sql[1] }
}

/** Each side once a round, so that whatever else the machine does meets all of them; the medians of the rounds. */
async function inTurn(
  rounds: number,
  clients: number,
  questions: number,
  sides: readonly Side[],
): Promise<Times[]> {
  const times = sides.map((): Times[] => [])
  for (let round = 0; round < rounds; round++)
    for (const [i, side] of sides.entries()) times[i]?.push(await timed(clients, questions, side))
  return times.map((all) => ({
    p95: median(all.map(({ p95 }) => p95)),
    processor: median(all.map(({ processor }) => processor)),
  }))
}

/** Every client asks everything, one question after the other: the 95th percentile and a question's processor time, in ms. */
async function timed(clients: number, questions: number, ask: Side): Promise<Times> {
  const times: number[] = []
  const before = process.cpuUsage()
  const client = async (_: unknown, number: number) => {
    for (let question = 0; question < questions; question++) {
      const since = performance.now()
      await ask(question, number)
      times.push(performance.now() - since)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const { user, system } = process.cpuUsage(before)
  times.sort((a, b) => a - b)
  return {
    p95: times[Math.ceil(0.95 * times.length) - 1] ?? Number.NaN,
    processor: (user + system) / 1000 / times.length,
  }
}
