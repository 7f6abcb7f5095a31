import { setTimeout as sleep } from 'node:timers/promises'
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  paginateGetQueryResults,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { FITTED, type FitWarehouse, type Row } from './warehouse.ts'

export interface AthenaQueries {
  readonly client: AthenaClient
  readonly workgroup: string
  /** Where results go, unless the workgroup says so itself, such as s3://my-marts/results. */
  readonly results: string
  readonly pollSeconds: number
  /** What follows the databases' names, such as _blue. */
  readonly suffix: string
}

/** Athena, as fits read from it and write to it. Its rows are text. */
export function fitsOnAthena(athena: AthenaQueries): FitWarehouse {
  return async (sql) => {
    const { QueryExecutionId } = await athena.client.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        WorkGroup: athena.workgroup,
        QueryExecutionContext: { Catalog: 'awsdatacatalog', Database: `${FITTED}${athena.suffix}` },
        ResultConfiguration: { OutputLocation: athena.results },
      }),
    )
    await ended(athena, QueryExecutionId, sql)
    return /^\s*select\b/i.test(sql) ? rowsOf(athena.client, QueryExecutionId) : []
  }
}

async function ended(
  { client, pollSeconds }: AthenaQueries,
  QueryExecutionId: string | undefined,
  sql: string,
) {
  for (;;) {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }))
    const { State, StateChangeReason } = QueryExecution?.Status ?? {}
    if (State === 'SUCCEEDED') return
    if (State === 'FAILED' || State === 'CANCELLED')
      throw new Error(
        `Athena ${State.toLowerCase()} a statement. ${StateChangeReason ?? ''}\n${sql.slice(0, 1000)}`,
      )
    await sleep(1000 * pollSeconds)
  }
}

/** Of all pages; the first row of the first one is the header. */
async function rowsOf(client: AthenaClient, QueryExecutionId: string | undefined): Promise<Row[]> {
  const cells: (string | null)[][] = []
  for await (const { ResultSet } of paginateGetQueryResults({ client }, { QueryExecutionId }))
    for (const { Data = [] } of ResultSet?.Rows ?? [])
      cells.push(Data.map(({ VarCharValue }) => VarCharValue ?? null))
  const [header = [], ...rows] = cells
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [String(name), row[i] ?? null])))
}
