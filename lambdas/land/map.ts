import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { identifier } from '../../contracts/bulk.ts'
import { quote } from '../../contracts/columns/kind.ts'
import { type Contract, contractNamed, contracts } from '../../contracts/index.ts'
import { MapError } from './errors.ts'
import { formatOf, isData, nameWithoutEndings } from './format.ts'
import { contentHash, digest, type Landed, type Landing, landedBefore, landFile } from './land.ts'
import { literalPath } from './literal-path.ts'

/** One select of a map: how one extract is made of foreign files. */
export interface Mapping {
  readonly contract: Contract
  readonly name: string
  readonly sql: string
}

/** The selects of a map's folder, one file per extract, in the order of the contracts. */
export async function readMap(folder: string): Promise<Mapping[]> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.sql'))
  if (files.length === 0) {
    throw new MapError(
      `The map ${folder} holds no .sql files. A map is a folder with one select per extract, such as orders.sql.`,
    )
  }
  const mappings = await Promise.all(files.map(async (file) => mapping(folder, file)))
  const order = (m: Mapping) => contracts.indexOf(m.contract)
  return mappings.sort((a, b) => order(a) - order(b))
}

async function mapping(folder: string, file: string): Promise<Mapping> {
  const contract = contractNamed(file.replace(/\.sql$/, ''))
  if (!contract) {
    throw new MapError(
      `${join(folder, file)} is named like no extract. Allowed: ${contracts.map(({ name }) => `${name}.sql`).join(', ')}.`,
    )
  }
  const sql = (await readFile(join(folder, file), 'utf8')).trim().replace(/;$/, '')
  return { contract, name: `${basename(folder)}/${file}`, sql }
}

/**
 * Lands one extract that a map makes of a folder's files. The select sees each file as a table named like it without its
 * endings, every CSV cell as text. What it gives is checked as any file is; its identity is the select and those of the
 * files that it reads.
 */
export async function landMapping(
  landing: Landing,
  mapping: Mapping,
  files: readonly string[],
): Promise<Landed> {
  const { folder, dispose } = await landing.lake.scratch()
  const instance = await DuckDBInstance.create(':memory:', { temp_directory: folder, threads: '1' })
  const connection = await instance.connect()
  try {
    const read = await filesOf(connection, mapping, files)
    const identity = digest(mapping.sql, ...(await Promise.all(read.map(contentHash))))
    const known = await landedBefore(landing.lake, mapping.contract, identity)
    if (known) return known
    const output = join(folder, `${mapping.contract.name}.parquet`)
    await describeSources(connection, mapping, read)
    await run(connection, mapping, `copy (${mapping.sql}\n) to ${quote(output)} (format parquet)`)
    return await landFile(landing, mapping.contract, output, {
      name: mapping.name,
      identity,
      sources: read.map((file) => basename(file)),
    })
  } finally {
    connection.closeSync()
    instance.closeSync()
    await dispose()
  }
}

/** The files that a select reads, by the tables that stand in it. */
async function filesOf(connection: DuckDBConnection, { sql, name }: Mapping, files: readonly string[]) {
  const tables = await namesIn(connection, name, sql)
  const candidates = files.filter(isData)
  const missing = tables.filter((table) => !candidates.some((file) => nameWithoutEndings(file) === table))
  if (missing.length > 0) {
    throw new MapError(
      `${name} reads ${missing.join(', ')}, which the source does not hold. It has: ${candidates.map(nameWithoutEndings).join(', ') || 'no data files'}.`,
    )
  }
  return candidates.filter((file) => tables.includes(nameWithoutEndings(file))).sort()
}

/** The tables that a select names, in whatever depth, without those that it defines itself. */
async function namesIn(connection: DuckDBConnection, name: string, sql: string): Promise<string[]> {
  const reader = await connection.runAndReadAll('select cast(json_serialize_sql($1::varchar) as varchar)', [
    sql,
  ])
  const tree = JSON.parse(String(reader.getRows()[0]?.[0]))
  if (tree.error) throw new MapError(`${name} is no SQL select: ${tree.error_message}`)
  const [tables, defined] = [new Set<string>(), new Set<string>()]
  walk(tree, (node) => {
    if (node.type === 'BASE_TABLE' && typeof node.table_name === 'string') tables.add(node.table_name)
    const { map } = (node.cte_map ?? {}) as { map?: { key: string }[] }
    for (const { key } of map ?? []) defined.add(key)
  })
  return [...tables].filter((table) => !defined.has(table))
}

function walk(node: unknown, visit: (node: Record<string, unknown>) => void): void {
  if (typeof node !== 'object' || node === null) return
  if (!Array.isArray(node)) visit(node as Record<string, unknown>)
  for (const child of Object.values(node)) walk(child, visit)
}

async function describeSources(connection: DuckDBConnection, mapping: Mapping, files: readonly string[]) {
  await connection.run("set TimeZone = 'UTC'")
  for (const file of files) {
    await run(
      connection,
      mapping,
      `create view ${identifier(nameWithoutEndings(file))} as select * from ${await readerOf(file)}`,
    )
  }
}

async function readerOf(file: string): Promise<string> {
  const { format, compression } = await formatOf(file)
  if (format === 'parquet') return `read_parquet(${literalPath(file)}, hive_partitioning = false)`
  const packed = `compression = ${quote(compression)}`
  if (format === 'json')
    return `read_json(${literalPath(file)}, hive_partitioning = false, ${packed.replace("'none'", "'uncompressed'")}, sample_size = -1)`
  return `read_csv(${literalPath(file)}, hive_partitioning = false, ${packed}, all_varchar = true, header = true, sample_size = -1)`
}

async function run(connection: DuckDBConnection, { name }: Mapping, sql: string): Promise<void> {
  try {
    await connection.run(sql)
  } catch (cause) {
    throw new MapError(`${name} could not be run: ${firstLines(cause)}`, { cause })
  }
}

// What DuckDB says of a select; the rows that it quotes of a CSV file stand further down.
const firstLines = (cause: unknown) =>
  String((cause as Error).message)
    .split('\n')
    .slice(0, 2)
    .join(' ')
