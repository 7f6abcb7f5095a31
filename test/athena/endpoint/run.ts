import { CreateTableCommand, GlueClient } from '@aws-sdk/client-glue'
import { runOnTrino, type TrinoPlace, type TrinoResult } from '../../../cli/warehouse/trino/client.ts'
import { type CsvTable, NotAccepted, type Step, stepsOf } from './statements.ts'

export interface Ran {
  readonly result: TrinoResult
  /** Whether the result has a row of column names before its rows, as that of a SELECT has. */
  readonly isQuery: boolean
  readonly isDdl: boolean
  readonly bytes: number
}

const NOTHING: TrinoResult = {
  columns: [],
  rows: [],
  statistics: { physicalInputBytes: 0, elapsedTimeMillis: 0 },
}

/** Runs an Athena statement on Trino and Glue. Throws what Athena would refuse and what Trino does. */
export async function runStatement(place: TrinoPlace, text: string): Promise<Ran> {
  const steps = stepsOf(text)
  let result = NOTHING
  let bytes = 0
  for (const step of steps) {
    result = await runStep(place, step)
    bytes += result.statistics.physicalInputBytes
  }
  const [{ kind } = { kind: 'ddl' }] = steps
  const isQuery = kind === 'query' || kind === 'text'
  // What a change returns is a count, which Athena gives beside the rows.
  return {
    result: isQuery ? result : { ...NOTHING },
    isQuery,
    isDdl: kind === 'ddl' || kind === 'csv',
    bytes,
  }
}

async function runStep(place: TrinoPlace, step: Step): Promise<TrinoResult> {
  if (step.kind === 'csv') {
    await createCsvTable(step.table)
    return NOTHING
  }
  if (step.kind === 'text')
    return { ...NOTHING, columns: [{ name: '_col0', type: 'varchar' }], rows: [[step.text]] }
  if (step.iceberg) await refuseShortTimes(place, step.iceberg.query)
  return runOnTrino(place, step.sql)
}

/** Trino would widen them by itself; Athena does not. */
async function refuseShortTimes(place: TrinoPlace, query: string): Promise<void> {
  const { columns } = await runOnTrino(place, `select * from (${query}\n) limit 0`)
  const short = columns.filter(({ type }) => /^time(stamp)?\b/.test(type) && type !== 'timestamp(6)')
  if (short.length === 0) return
  const list = short.map(({ name, type }) => `${name} ${type}`).join(', ')
  throw new NotAccepted(`NOT_SUPPORTED: Iceberg takes timestamp(6) only, got ${list}`)
}

async function createCsvTable({ database, name, columns, location }: CsvTable): Promise<void> {
  const TableInput = {
    Name: name,
    TableType: 'EXTERNAL_TABLE',
    Parameters: { EXTERNAL: 'TRUE', 'skip.header.line.count': '1' },
    PartitionKeys: [],
    StorageDescriptor: {
      Columns: columns.map((column) => ({ Name: column, Type: 'string' })),
      Location: location,
      InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.serde2.OpenCSVSerde' },
    },
  }
  await new GlueClient().send(new CreateTableCommand({ DatabaseName: database, TableInput }))
}
