/** What an Athena statement comes to here: SQL for Trino, or a change in Glue that Athena's DDL makes by itself. */
export type Step =
  | { readonly kind: 'query' | 'change' | 'ddl'; readonly sql: string; readonly iceberg?: IcebergTable }
  | { readonly kind: 'csv'; readonly table: CsvTable }
  | { readonly kind: 'text'; readonly text: string }

/** A table to be made of a query's rows. */
export interface IcebergTable {
  readonly query: string
}

/** An external table over files of comma-separated values, all columns text. */
export interface CsvTable {
  readonly database: string
  readonly name: string
  readonly columns: readonly string[]
  readonly location: string
}

/** A statement that Athena would refuse, or that nobody has taught this endpoint. */
export class NotAccepted extends Error {
  override name = 'NotAccepted'
}

/** Athena's limit of a statement, in bytes: https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
const LONGEST = 262_144

type Rule = readonly [form: RegExp, steps: (match: RegExpExecArray) => Step[]]

/** The statements that are taken, and no others. Those of Hive's grammar know no double quotes, only backticks. */
const RULES: readonly Rule[] = [
  // dbt-athena keeps what a write returned by selecting it as text, after every one.
  [/^select '([^']*)'$/i, ([, text = '']) => [{ kind: 'text', text }]],
  [/^(?:select|with)\b.*$/is, ([sql]) => [{ kind: 'query', sql }]],
  [/^(?:insert into|merge into|delete from)\s.*$/is, ([sql]) => [{ kind: 'change', sql }]],
  [/^create or replace view\s.*$/is, ([sql]) => [{ kind: 'ddl', sql }]],
  [/^create table (\S+)\s+with\s*\((.*?)\n\s*\)\s*as\s+(.*)$/is, createTable],
  [
    /^create schema if not exists (`\w+`)$/i,
    ([, name = '']) => [{ kind: 'ddl', sql: `create schema if not exists ${quoted(name)}` }],
  ],
  [
    /^create external table (\S+) \(([^)]*)\)\s+row format serde 'org\.apache\.hadoop\.hive\.serde2\.OpenCSVSerde'\s+location '([^']+)'\s+tblproperties \(\s*'skip\.header\.line\.count'='1'\s*\)$/i,
    createCsvTable,
  ],
  [
    /^alter table (\S+) rename to (\S+)$/i,
    ([, from = '', to = '']) => [{ kind: 'ddl', sql: `alter table ${quoted(from)} rename to ${quoted(to)}` }],
  ],
  [/^alter table (\S+)\s+add columns \((.*)\)$/is, addColumns],
  [
    /^optimize (\S+) rewrite data using bin_pack(?: where (.*))?$/is,
    ([, table = '', where]) => [
      { kind: 'ddl', sql: `alter table ${table} execute optimize${where ? ` where ${where}` : ''}` },
    ],
  ],
  [
    /^vacuum (\S+)$/i,
    // Athena keeps five days of snapshots unless a table says otherwise.
    ([, table = '']) => [
      { kind: 'ddl', sql: `alter table ${table} execute expire_snapshots(retention_threshold => '5d')` },
      { kind: 'ddl', sql: `alter table ${table} execute remove_orphan_files(retention_threshold => '5d')` },
    ],
  ],
]

const HIVE = /^(?:alter|create (?:external|schema|database)|drop|optimize|vacuum|msck|describe|show)\b/i

/**
 * Takes an Athena statement apart.
 *
 * @throws NotAccepted for what Athena refuses and for what no rule knows
 */
export function stepsOf(text: string): Step[] {
  if (Buffer.byteLength(text) > LONGEST)
    throw new NotAccepted(`Queries may not be longer than ${LONGEST} bytes`)
  const sql = text
    .replace(/^(?:\s*--[^\n]*\n)+/, '')
    .trim()
    .replace(/;$/, '')
    .trim()
  if (HIVE.test(sql) && sql.includes('"')) throw new NotAccepted(`mismatched input '"': DDL takes backticks`)
  for (const [form, steps] of RULES) {
    const match = form.exec(sql)
    if (match) return steps(match)
  }
  throw new NotAccepted(`No rule of the endpoint takes this statement:\n${sql.slice(0, 500)}`)
}

/** `a`.`b` in Trino's quotes. */
function quoted(name: string): string {
  if (!/^`\w+`(\.`\w+`)?$/.test(name))
    throw new NotAccepted(`mismatched input '${name}': DDL takes backticks`)
  return name.replaceAll('`', '"')
}

const KNOWN = new Set([
  'table_type',
  'is_external',
  'location',
  'partitioning',
  'format',
  'write_compression',
])

function createTable([, name, properties = '', query = '']: RegExpExecArray): Step[] {
  const pairs = [...properties.matchAll(/(\w+)\s*=\s*(ARRAY\[[^\]]*\]|'[^']*'|\w+)/gi)].map(
    ([, key = '', value = '']) => [key.toLowerCase(), value] as const,
  )
  const given = new Map(pairs)
  const unknown = pairs.filter(([key]) => !KNOWN.has(key)).map(([key]) => key)
  if (unknown.length > 0) throw new NotAccepted(`Table properties [${unknown.join(', ')}] are not supported`)
  if (given.get('table_type')?.toLowerCase() !== "'iceberg'")
    throw new NotAccepted('Tables of this project are Iceberg: table_type is not')
  if (given.get('is_external') !== 'false') throw new NotAccepted('Iceberg tables are not external')
  const location = given.get('location')?.replace(/\/'$/, "'")
  if (!location?.startsWith("'s3://")) throw new NotAccepted('Iceberg tables need a location in S3')
  const kept = [
    `location = ${location}`,
    `format = ${given.get('format')?.toUpperCase()}`,
    ...(given.has('partitioning') ? [`partitioning = ${given.get('partitioning')}`] : []),
    ...(given.has('write_compression') ? [`compression_codec = ${given.get('write_compression')}`] : []),
  ]
  return [
    { kind: 'change', sql: `create table ${name} with (${kept.join(', ')}) as ${query}`, iceberg: { query } },
  ]
}

/** Types of Hive's grammar, by their names in Trino. */
const HIVE_TYPES: Readonly<Record<string, string>> = {
  string: 'varchar',
  int: 'integer',
  bigint: 'bigint',
  double: 'double',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp(6)',
}

function addColumns([, table = '', columns = '']: RegExpExecArray): Step[] {
  return columns.split(',').map((column) => {
    const [, name, type = ''] = /^(`\w+`) (\w+)$/.exec(column.trim()) ?? []
    const known = HIVE_TYPES[type]
    if (!name || !known) throw new NotAccepted(`No rule of the endpoint takes this column:\n${column}`)
    return { kind: 'ddl', sql: `alter table ${quoted(table)} add column ${quoted(name)} ${known}` }
  })
}

function createCsvTable([, table = '', columns = '', location = '']: RegExpExecArray): Step[] {
  const [database = '', name = ''] = quoted(table).replaceAll('"', '').split('.')
  const names = columns.split(',').map((column) => {
    const [, own] = /^`?(\w+)`? string$/.exec(column.trim()) ?? []
    if (!own) throw new NotAccepted(`OpenCSVSerde has only columns of type string, got ${column.trim()}`)
    return own
  })
  return [{ kind: 'csv', table: { database, name, columns: names, location } }]
}
