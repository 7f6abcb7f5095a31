import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { quote } from '../../contracts/columns/kind.ts'
import { CxError } from '../ui/errors.ts'
import {
  type Exclusion,
  PANEL_EXCLUSIONS,
  PANEL_REFUSALS,
  type Refusal,
  treatedExclusions,
  treatedRefusals,
} from './checks.ts'

export interface PanelFiles {
  readonly panel: string
  readonly treated: string
}

/** What an estimator asks of a panel, in periods. */
export interface Demands {
  readonly leastBefore: number
  readonly leastAfter: number
  readonly needsDonors: boolean
  /** Periods to compare, as far as the panel has them. */
  readonly before: number
  readonly after: number
}

/** A line that was left out, and why. */
export interface Excluded {
  readonly file: string
  readonly line: number
  readonly what: string
  readonly got: string | null
  readonly allowed: string
}

/**
 * Lays a panel and its starts out as the tables that the models read. Lines that cannot be used are left out and
 * named; a unit whose start cannot be used is no donor either. Throws a CxError where nothing is left to compare.
 */
export async function loadPanel(
  connection: DuckDBConnection,
  files: PanelFiles,
  demands: Demands,
): Promise<Excluded[]> {
  await readColumns(connection, 'panel_rows', files.panel, ['unit', 'period', 'value'], ['n'])
  await readColumns(connection, 'treated_rows', files.treated, ['unit', 'start'])
  await runFile(connection, 'panel.sql')
  await connection.run('delete from treated_rows where start is null')
  for (const check of PANEL_EXCLUSIONS) await exclude(connection, check)
  for (const check of PANEL_REFUSALS) await refuse(connection, files, check)
  await runFile(connection, 'places.sql')
  for (const check of treatedExclusions(demands.leastBefore, demands.leastAfter))
    await exclude(connection, check)
  for (const check of treatedRefusals(demands.needsDonors)) await refuse(connection, files, check)
  await connection.run(
    `set variable window_before = ${demands.before}; set variable window_after = ${demands.after}`,
  )
  await runFile(connection, 'values.sql')
  await runFile(connection, 'tables.sql')
  const excluded = await rowsOf<Excluded & { file: keyof PanelFiles }>(
    connection,
    'from excluded order by file, line',
  )
  return excluded.map((each) => ({ ...each, file: files[each.file] }))
}

/** Runs a file of this folder. */
export const runFile = async (connection: DuckDBConnection, name: string) =>
  connection.run(await readFile(join(import.meta.dirname, name), 'utf8'))

const rowsOf = async <Row>(connection: DuckDBConnection, sql: string) =>
  (await connection.runAndReadAll(sql)).getRowObjectsJson() as Row[]

/** Names the lines that a check finds, and leaves them out. */
export async function exclude(connection: DuckDBConnection, check: Exclusion): Promise<void> {
  const { file, what, allowed, bad } = check
  await connection.run(`create or replace temp table bad as ${bad}`)
  await connection.run(
    `insert into excluded select ${quote(file)}, line, ${quote(what)}, got, ${quote(allowed)} from bad`,
  )
  if (file === 'treated')
    await connection.run(`insert into set_aside select distinct unit from treated_rows where line in (select line from bad)
      and unit is not null and unit not in (select unit from treated_rows where line not in (select line from bad))`)
  await connection.run(`delete from ${file}_rows where line in (select line from bad)`)
}

/** Throws where a check finds that nothing can be compared. */
export async function refuse(connection: DuckDBConnection, files: PanelFiles, check: Refusal): Promise<void> {
  const [found] = await rowsOf<{ got: string }>(connection, check.bad)
  if (found)
    throw new CxError({ what: `${files[check.file]}: ${check.what}`, got: found.got, allowed: check.allowed })
}

/** A CSV file as text, with its line numbers; optional columns that it lacks are empty. */
export async function readColumns(
  connection: DuckDBConnection,
  table: string,
  file: string,
  columns: readonly string[],
  optional: readonly string[] = [],
): Promise<void> {
  const source = `read_csv(${quote(file)}, all_varchar = true, header = true, delim = ',')`
  const described = await connection.runAndReadAll(`describe select * from ${source}`).catch((cause) => {
    throw new CxError({
      what: `${file} cannot be read as CSV`,
      allowed: `columns ${columns.join(', ')}`,
      cause,
    })
  })
  const present = described.getRowObjects().map(({ column_name }) => String(column_name))
  const spelt = (name: string) => present.find((column) => column.trim().toLowerCase() === name)
  const lacking = columns.filter((name) => spelt(name) === undefined)
  if (lacking.length > 0)
    throw new CxError({
      what: `${file}, line 1: no column ${lacking.join(', ')}`,
      got: present.join(', '),
      allowed: `${columns.join(', ')}${optional.map((name) => `, and ${name} if known`).join('')}`,
    })
  const selected = [...columns, ...optional].map((name) => {
    const column = spelt(name)
    return column === undefined
      ? `null::varchar as ${name}`
      : `nullif(trim("${column.replaceAll('"', '""')}"), '') as ${name}`
  })
  await connection.run(
    `create table ${table} as select ${selected.join(', ')}, (row_number() over () + 1)::integer as line from ${source}`,
  )
}
