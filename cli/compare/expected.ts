import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { quote } from '../../contracts/columns/kind.ts'
import { CxError } from '../ui/errors.ts'
import { ask, withDatabase } from '../warehouse/duckdb.ts'
import { runModels } from '../warehouse/models.ts'
import { CHECKS } from './checks.ts'

export interface Comparison {
  readonly estimator: 'expected'
  readonly pooled: { estimate: number; low: number; high: number; p: number } | null
  readonly effects: readonly Record<string, unknown>[]
}

/** The warehouse's own comparison on a panel. Throws a CxError that names the line where a file is not as it must be. */
export async function compareExpected(panel: string, treated: string): Promise<Comparison> {
  const folder = await mkdtemp(join(tmpdir(), 'cx-compare-'))
  const database = join(folder, 'compare.duckdb')
  try {
    await withDatabase(database, (connection) => load(connection, { panel, treated }))
    await runModels({
      database,
      workFolder: join(folder, 'dbt'),
      select: ['path:models/intermediate/compare', 'cmp_replay', 'cmp_effects', 'cmp_pooled'],
      exclude: [
        ...['int_store_month_metrics', 'int_compare_windows', 'int_compare_months'],
        ...['int_expected_months', 'int_nearest_stores'],
      ],
    })
    const effects = await ask<Record<string, unknown>>(EFFECTS, database)
    const [pooled = null] = await ask<NonNullable<Comparison['pooled']>>(POOLED, database)
    return { estimator: 'expected', pooled, effects }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function load(connection: DuckDBConnection, files: Record<'panel' | 'treated', string>) {
  await read(connection, 'panel_rows', files.panel, ['unit', 'period', 'value'], ['n'])
  await read(connection, 'treated_rows', files.treated, ['unit', 'start'])
  await connection.run(await readFile(join(import.meta.dirname, 'panel.sql'), 'utf8'))
  for (const { file, what, allowed, bad } of CHECKS) {
    const reader = await connection.runAndReadAll(
      `select line::integer as line, got, count(*) over ()::integer as lines from (${bad}) order by line limit 1`,
    )
    const [found] = reader.getRowObjectsJson() as { line: number; got: string | null; lines: number }[]
    if (!found) continue
    const others = found.lines > 1 ? ` (and ${found.lines - 1} more)` : ''
    throw new CxError({
      what: `${files[file]}, line ${found.line}${others}: ${what}`,
      got: found.got ?? '',
      allowed,
    })
  }
  await connection.run(await readFile(join(import.meta.dirname, 'tables.sql'), 'utf8'))
}

/** A CSV file as text, with its line numbers; optional columns that it lacks are empty. */
async function read(
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
  const lacking = columns.filter((name) => !present.includes(name))
  if (lacking.length > 0)
    throw new CxError({
      what: `${file}, line 1: no column ${lacking.join(', ')}`,
      got: present.join(', '),
      allowed: `${columns.join(', ')}${optional.map((name) => `, and ${name} if known`).join('')}`,
    })
  const selected = [...columns, ...optional].map((name) =>
    present.includes(name) ? `nullif(trim("${name}"), '') as ${name}` : `null::varchar as ${name}`,
  )
  await connection.run(
    `create table ${table} as select ${selected.join(', ')}, row_number() over () + 1 as line from ${source}`,
  )
}

const EFFECTS = `
  select effects.action_id as unit, starts.start, effect, effect_low as low, effect_high as high, p, p_adjusted,
    change, expected_recovery, naive_change as naive, did_effect as did, smallest_effect, donors::integer as donors,
    window_before::integer as periods_before, window_after::integer as periods_after,
    verdict, replace(replace(verdict_reason, 'months', 'periods'), 'stores', 'units') as reason
  from marts.cmp_effects as effects
  join starts on effects.action_id = starts.unit
  join intermediate.int_compare_windows as windows on effects.start_month = windows.start_month
  order by starts.place, unit`

const POOLED = `
  select effect as estimate, effect_low as low, effect_high as high, p
  from marts.cmp_pooled where programme = 'all'`
