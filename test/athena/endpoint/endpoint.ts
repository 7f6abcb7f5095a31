import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TrinoPlace } from '../../../cli/warehouse/trino/client.ts'
import { type Scanned, totalOf } from '../scanned.ts'
import { pageOf } from './results.ts'
import { type Ran, runStatement } from './run.ts'

/** A statement that has ended. */
export interface Executed {
  readonly sql: string
  readonly bytes: number
  readonly began: Date
  readonly error?: string
}

/** An HTTP server that speaks the part of Athena's API that dbt-athena and Cube use, before Trino: Athena-shaped, not Athena. */
export interface AthenaEndpoint {
  readonly url: string
  /** Every statement, in the order of their ends. */
  readonly executed: readonly Executed[]
  /** What the statements begun since a time read, by Trino's count of bytes read from files. */
  scannedSince(time: Date): Scanned
  close(): Promise<void>
}

interface Execution {
  readonly sql: string
  readonly done: Promise<void>
  ran?: Ran
  error?: string
}

type Input = Record<string, string> & { QueryString: string; QueryExecutionId: string; NextToken?: string }

export async function startAthenaEndpoint(place: TrinoPlace): Promise<AthenaEndpoint> {
  const executed: Executed[] = []
  const executions = new Map<string, Execution>()
  const actions = actionsOn(place, executions, executed)
  const server = createServer((request, response) => answer(request, response, actions))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    executed,
    scannedSince: (time) =>
      totalOf(executed.filter(({ began }) => began >= time).map(({ sql, bytes }) => ({ query: sql, bytes }))),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

type Actions = Record<string, (input: Input) => object | Promise<object>>

function actionsOn(place: TrinoPlace, executions: Map<string, Execution>, executed: Executed[]): Actions {
  const known = (id: string) => {
    const execution = executions.get(id)
    if (!execution) throw new Error(`QueryExecution ${id} was not found`)
    return execution
  }
  return {
    StartQueryExecution: ({ QueryString: sql }) => {
      const id = randomUUID()
      executions.set(id, begin(place, sql, executed))
      return { QueryExecutionId: id }
    },
    GetQueryExecution: async ({ QueryExecutionId: id }) => {
      const execution = known(id)
      // Answers as soon as the statement has ended, which saves the asker a round of waiting.
      await Promise.race([execution.done, new Promise((resolve) => setTimeout(resolve, 500))])
      return { QueryExecution: { QueryExecutionId: id, Query: execution.sql, ...stateOf(execution) } }
    },
    GetQueryResults: ({ QueryExecutionId: id, NextToken }) => {
      const { ran, error } = known(id)
      if (!ran) throw new Error(`Query has not yet finished or has failed: ${error ?? 'RUNNING'}`)
      return pageOf(ran.result, ran.isQuery, NextToken)
    },
    StopQueryExecution: () => ({}),
    GetWorkGroup: ({ WorkGroup: Name }) => ({
      WorkGroup: {
        Name,
        State: 'ENABLED',
        Configuration: {
          EnforceWorkGroupConfiguration: true,
          ResultConfiguration: { OutputLocation: 's3://cx-results/' },
          EngineVersion: { EffectiveEngineVersion: 'Athena engine version 3' },
        },
      },
    }),
  }
}

function begin(place: TrinoPlace, sql: string, executed: Executed[]): Execution {
  const began = new Date()
  const work = async () => {
    try {
      execution.ran = await runStatement(place, sql)
    } catch (error) {
      execution.error = (error as Error).message
    }
    const { ran, error } = execution
    executed.push({ sql, began, bytes: ran?.bytes ?? 0, ...(error !== undefined && { error }) })
  }
  const execution: Execution = { sql, done: Promise.resolve().then(work) }
  return execution
}

function stateOf({ ran, error }: Execution) {
  if (error !== undefined) return { Status: { State: 'FAILED', StateChangeReason: error } }
  if (!ran) return { Status: { State: 'RUNNING' } }
  return {
    StatementType: ran.isDdl ? 'DDL' : 'DML',
    Status: { State: 'SUCCEEDED' },
    Statistics: { DataScannedInBytes: ran.bytes },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, actions: Actions): Promise<void> {
  const name = String(request.headers['x-amz-target']).replace('AmazonAthena.', '')
  const send = (status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
  try {
    const input = JSON.parse(await text(request))
    const action = actions[name]
    if (!action) throw new Error(`The endpoint does not know the action ${name}`)
    send(200, await action(input))
  } catch (error) {
    send(400, { __type: 'InvalidRequestException', Message: (error as Error).message })
  }
}
