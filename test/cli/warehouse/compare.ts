import { withDatabase } from '../../../cli/warehouse/duckdb.ts'

// What says how a row came to be, and what is only of the months, periods and campaigns that a build makes anew.
const OF_ONE_BUILD = [
  ...['int_touched_months', 'int_touched_periods', 'int_touched_campaigns', 'int_reached_months'],
  ...['int_retold_years', 'int_told_changes', 'int_campaign_populations', 'int_campaign_spend'],
  ...['int_department_cells', 'int_withheld_company', 'int_withheld_states', 'int_withheld_stores'],
]
const BOOKKEEPING = `table_name not in (${OF_ONE_BUILD.map((name) => `'${name}'`).join(', ')}) and column_name not in ('_build', '_replaced_at')`

interface Shape {
  readonly name: string
  readonly columns: string[]
  readonly doubles: string[]
}

/**
 * The tables of staging, intermediate and marts that differ between two databases, with the number of rows that do.
 * Cells must be equal; doubles to a part in a billion, because they are added up in the order of threads.
 */
export async function differences(one: string, other: string): Promise<{ tables: number; differ: object[] }> {
  return withDatabase(':memory:', async (connection) => {
    await connection.run(`attach '${one}' as one (read_only); attach '${other}' as other (read_only)`)
    const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson()
    const shapes = (await rows(`
      select table_schema || '.' || table_name as name, list(column_name order by column_name) as columns,
        coalesce(list(column_name) filter (data_type = 'DOUBLE'), []) as doubles
      from information_schema.columns join information_schema.tables using (table_catalog, table_schema, table_name)
      where table_catalog = 'one' and table_type = 'BASE TABLE' and table_schema in ('staging', 'intermediate', 'marts') and ${BOOKKEEPING}
      group by all order by all`)) as unknown as Shape[]
    const differ: object[] = []
    for (const shape of shapes) {
      const [found] = await rows(comparison(shape))
      if (Number(found?.rows) > 0) differ.push({ table: shape.name, ...found })
    }
    return { tables: shapes.length, differ }
  })
}

function comparison({ name, columns, doubles }: Shape): string {
  const order = columns.map((column) => (doubles.includes(column) ? `round("${column}", 6)` : `"${column}"`))
  const numbered = (database: string) =>
    `(select *, row_number() over (order by ${order.join(', ')}) as _place from ${database}.${name})`
  const equal = columns.map((column) => {
    const [a, b] = [`a."${column}"`, `b."${column}"`]
    return doubles.includes(column)
      ? `(${a} is not distinct from ${b} or abs(${a} - ${b}) <= 1e-9 * greatest(1, abs(${a})))`
      : `${a} is not distinct from ${b}`
  })
  return `select count(*) as rows, min(_place) as first from ${numbered('one')} as a
    full join ${numbered('other')} as b using (_place)
    where coalesce(not (${equal.join(' and ')}), true)`
}
