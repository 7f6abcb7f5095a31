import { rm } from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { identifier } from '../../contracts/bulk.ts'
import { quote } from '../../contracts/columns/kind.ts'
import { type Checked, cellsOf, type Job, type Outputs, provenance, typedValues } from './check.ts'
import { LandingError } from './errors.ts'
import { numbers } from './numbers.ts'

/**
 * Checks a file in which something is wrong: each bad row goes to quarantine with its row number and reasons; of rows
 * with the same key the last one lands, and earlier ones that differ from it are kept beside.
 */
export async function checkWithCare(connection: DuckDBConnection, job: Job, out: Outputs): Promise<Checked> {
  await stage(connection, job)
  await numberRows(connection, job)
  await findDuplicates(connection, job)
  const [staged = 0, bad = 0, malformed = 0, duplicates = 0, superseded = 0] = await numbers(
    connection,
    `select (select count(*) from staged), (select count(*) from staged where not _valid),
       (select count(*) from malformed), (select count(*) from duplicates),
       (select count(*) from duplicates where differs)`,
  )
  const checked = {
    received: staged + malformed,
    landed: staged - bad - duplicates,
    quarantined: bad + malformed,
    duplicates,
  }
  await requireAll(job, checked.received)
  await writeOutputs(connection, job, out, { ...checked, superseded })
  return checked
}

/** Nothing is lost: a reader that comes to fewer or more records than stand in the file has gone wrong somewhere. */
async function requireAll({ source }: Job, received: number): Promise<void> {
  const look = await source.look
  if (!look || look.records === received) return
  throw new LandingError(
    `${source.name}: holds ${look.records} records, of which ${received} could be told apart. Somewhere a quote is not closed, or stands in a cell without being doubled: mend that and land the file again.`,
  )
}

/** Every record that could be taken apart, with its problems, its typed values where it has none, and its text where it has. */
async function stage(connection: DuckDBConnection, job: Job): Promise<void> {
  const { valid, problems, values } = typedValues(job)
  const typed = values.map(([name, value]) => `case when _valid then ${value} end as ${identifier(name)}`)
  await connection.run(
    `create or replace temp table staged as
     select _valid, case when not _valid then ${problems} end as _problems,
       case when not _valid then ${recordSql(job)} end as _record, ${typed.join(', ')}, ${provenance(job)}
     from (select *, coalesce(${valid}, false) as _valid from (${cellsOf(job, job.source.tolerantRows)}))`,
  )
}

/** A record as JSON, for whoever mends it; personal data by its first character only. */
function recordSql({ contract }: Job): string {
  const pairs = contract.columns.map(({ name, personal }) => {
    const cell = identifier(name)
    return `${quote(name)}, ${personal ? `left(${cell}, 1) || '***'` : cell}`
  })
  return `cast(json_object(${pairs.join(', ')}, '_extra', _extra) as varchar)`
}

/** Row numbers count every record of the file from 1, the malformed ones too, which were left out of the staging. */
async function numberRows(connection: DuckDBConnection, { source }: Job): Promise<void> {
  const none = "select cast(0 as bigint) as row_number, '' as record, '' as reason where false"
  await connection.run(
    `create or replace temp table malformed as ${source.malformed?.(await source.look) ?? none}`,
  )
  const [count = 0] = await numbers(connection, 'select count(*) from malformed')
  // A table keeps the order that it was filled in, and its row ids count from 0.
  const inFile = 'select rowid + 1 as _row, * from staged'
  if (count === 0) return void (await connection.run(`create or replace temp view numbered as ${inFile}`))
  // Before the j-th malformed record stand row_number - j good ones.
  await connection.run(
    `create or replace temp view numbered as
     with gaps as (
       select row_number - row_number() over (order by row_number) as good_before, row_number() over (order by row_number) as gap
       from malformed
     ), last_gaps as (select good_before, max(gap) as gap from gaps group by good_before)
     select in_file._row + coalesce(last_gaps.gap, 0) as _row, in_file.* exclude (_row)
     from (${inFile}) as in_file asof left join last_gaps on in_file._row > last_gaps.good_before`,
  )
}

async function findDuplicates(connection: DuckDBConnection, { contract }: Job): Promise<void> {
  const keys = contract.key.map(identifier).join(', ')
  const content = contract.columns.map(({ name }) => identifier(name)).join(', ')
  // Only the keys that repeat are sorted: they are few, and a window over all rows would cost more than all the rest.
  await connection.run(
    `create or replace temp table duplicates as
     with repeated as (
       select ${keys} from staged where _valid group by ${keys} having count(*) > 1
     ), ranked as (
       select numbered._row, hash(${content}, _extra) as content,
         first_value(hash(${content}, _extra)) over newest as newest_content, row_number() over newest as age
       from numbered semi join repeated using (${keys})
       where _valid
       window newest as (partition by ${keys} order by _row desc)
     )
     select _row, content <> newest_content as differs from ranked where age > 1`,
  )
}

async function writeOutputs(
  connection: DuckDBConnection,
  { contract }: Job,
  out: Outputs,
  rows: Checked & { superseded: number },
): Promise<void> {
  const columns = [...contract.columns.map(({ name }) => identifier(name)), '_file', '_extra'].join(', ')
  const good = `select ${columns} from numbered where _valid ${rows.duplicates > 0 ? 'and _row not in (select _row from duplicates) order by _row' : ''}`
  const older = `select _row as row_number, ${columns} from numbered where _row in (select _row from duplicates where differs) order by _row`
  const outputs = [
    [rows.landed, good, out.landed],
    [rows.quarantined, quarantineSql(contract.columns.some(({ personal }) => personal)), out.quarantine],
    [rows.superseded, older, out.superseded],
  ] as const
  for (const [count, select, file] of outputs) {
    if (count > 0)
      await connection.run(`copy (${select}) to ${quote(file)} (format parquet, compression zstd)`)
    else await rm(file, { force: true })
  }
}

/** One row per bad record: its first problem in columns, all of them as JSON. */
function quarantineSql(holdsPersonalData: boolean): string {
  // A record that could not be taken apart may hold an address anywhere.
  const masked = `regexp_replace(regexp_replace(record, '[^\\s,;"'']+@[^\\s,;"'']+', '***', 'g'), '[+(]?[0-9][0-9() .-]{5,}[0-9]', '***', 'g')`
  const record = holdsPersonalData ? masked : 'record'
  return `
    select cast(_row as bigint) as row_number, _problems[1].column as column_name, _problems[1].value as value,
      _problems[1].reason as reason, cast(to_json(_problems) as varchar) as problems, _record as record
    from numbered where not _valid
    union all
    select row_number, null, null, reason, '[]', ${record} from malformed
    order by row_number`
}
