import { setTimeout } from 'node:timers/promises'
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  paginateGetQueryResults,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'

const POLL_MS = 500

/** A query did not come to its end. */
export class QueryError extends Error {
  constructor(state: string, reason: string | undefined) {
    super(
      `Athena's query is ${state}: ${reason ?? 'no reason given'}. Look it up in the workgroup's history.`,
    )
    this.name = new.target.name
  }
}

/**
 * The rows of a query, with text for every value and null where there is none.
 *
 * @param results where they go, such as s3://my-results, unless the workgroup says so itself
 */
export async function rowsOf(
  athena: AthenaClient,
  QueryString: string,
  WorkGroup: string,
  results?: string,
): Promise<Record<string, string | null>[]> {
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString,
      WorkGroup,
      ...(results && { ResultConfiguration: { OutputLocation: results } }),
    }),
  )
  await ended(athena, QueryExecutionId)
  const rows: (string | null)[][] = []
  for await (const { ResultSet } of paginateGetQueryResults({ client: athena }, { QueryExecutionId }))
    for (const { Data = [] } of ResultSet?.Rows ?? [])
      rows.push(Data.map(({ VarCharValue = null }) => VarCharValue))
  const [names = [], ...values] = rows
  return values.map((row) => Object.fromEntries(names.map((name, i) => [String(name), row[i] ?? null])))
}

async function ended(athena: AthenaClient, QueryExecutionId: string | undefined): Promise<void> {
  for (;;) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }))
    const { State = '', StateChangeReason } = QueryExecution?.Status ?? {}
    if (State === 'SUCCEEDED') return
    if (State === 'FAILED' || State === 'CANCELLED') throw new QueryError(State, StateChangeReason)
    await setTimeout(POLL_MS)
  }
}
