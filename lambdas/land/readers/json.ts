import { basename } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { identifier } from '../../../contracts/bulk.ts'
import { quote } from '../../../contracts/columns/kind.ts'
import type { Contract } from '../../../contracts/index.ts'
import type { Text } from '../encoding.ts'
import { firstLine, readWhole } from '../format.ts'
import { matchHeader } from '../header.ts'
import { literalPath } from '../literal-path.ts'
import { Looker, lookAt } from './look.ts'
import type { Source } from './source.ts'

const LONGEST_OBJECT = 16 * 1024 * 1024
const IS_OBJECT = "case when json_valid(line) then json_type(line) = 'OBJECT' else false end"

/**
 * One JSON object a line, or an array of objects. Numbers and booleans are taken as they are written, nested values as JSON.
 */
export async function jsonSource(
  connection: DuckDBConnection,
  { file, format, warnings }: Text,
  contract: Contract,
): Promise<Source> {
  const { compression } = format
  const begin = (await firstLine(file, compression)).trimStart()
  const isArray = begin.startsWith('[')
  if (isArray) await readWhole(file, format)
  else await lookAt(file, format, LONGEST_OBJECT, new Looker()).whole
  const lines = isArray ? elementsOf(file, compression) : linesOf(file, compression)
  const keys = await keysOf(connection, lines)
  const header = matchHeader(basename(file), contract, keys)
  const cells = keys.map((key, index) => {
    const path = quote(`$."${key.replaceAll('"', '\\"')}"`)
    return `json_extract_string(line, ${path}) as ${identifier(header.columns[index] ?? key)}`
  })
  const objects = (line: string) => `select ${cells.join(', ')} from (select ${line} as line from (${lines}))`
  return {
    name: basename(file),
    warnings,
    header,
    rows: () => objects(`case when ${IS_OBJECT} then line else error('a line is no JSON object') end`),
    tolerantRows: `select ${cells.join(', ')} from (${lines}) where ${IS_OBJECT}`,
    malformed: () => `select row_number, line as record, 'is not a JSON object' as reason
      from (select row_number() over () as row_number, line from (${lines})) where not ${IS_OBJECT}`,
  }
}

/** The file's lines, blank ones left out. A delimiter that JSON text cannot hold makes each line one cell. */
function linesOf(file: string, compression: string): string {
  return `select line from read_csv(${literalPath(file)}, hive_partitioning = false, auto_detect = false, header = false, columns = {'line': 'VARCHAR'},
    delim = '\x1f', quote = '', escape = '', compression = ${quote(compression)},
    max_line_size = ${LONGEST_OBJECT}, buffer_size = ${2 * LONGEST_OBJECT}) where trim(line) <> ''`
}

/** The elements of the array that a file is. */
function elementsOf(file: string, compression: string): string {
  return `select json as line from read_json_objects(${literalPath(file)}, hive_partitioning = false, format = 'array',
    compression = ${quote(compression === 'none' ? 'uncompressed' : compression)}, maximum_object_size = ${LONGEST_OBJECT})`
}

async function keysOf(connection: DuckDBConnection, lines: string): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    `select key from (select unnest(json_keys(line)) as key from (${lines}) where ${IS_OBJECT}) group by key order by key`,
  )
  return reader.getRows().map(([key]) => String(key))
}
