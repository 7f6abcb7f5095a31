import type { BiMember, BiModel, BiView } from './views.ts'

/** A view as one select over the marts, and each measure as an expression over that select's columns. */
export type MartsView = {
  select: string
  columns: string[]
  measures: Map<string, string>
  /** What each member is made of, as `mart.column`. */
  reads: Map<string, string[]>
}

/** A view whose SQL is no plain select of a cube and its joins. */
class NotPlain extends Error {
  override readonly name = 'NotPlain'
}

/**
 * For tools that read the marts and not Cube's SQL API. Cube itself writes the SQL of all members at once; it is taken apart
 * into the columns below the measures and the expressions above them, so that definitions are Cube's and not written twice.
 *
 * @param dialect `duckdb`, or `athena`, which Trino reads as well
 */
export function martsView(view: BiView, { sql }: BiModel, dialect: string): MartsView {
  const query = {
    dimensions: view.dimensions.map(({ name }) => `${view.name}.${name}`),
    measures: view.measures.map(({ name }) => `${view.name}.${name}`),
  }
  const [, list = '', from = ''] =
    /^\s*SELECT\s+(.*?)\s+FROM\s+(.*?)\s+(?:GROUP BY|ORDER BY|LIMIT|$)/s.exec(sql(dialect, query)) ?? []
  if (!list || /\bselect\b/i.test(from))
    throw new NotPlain(`The view ${view.name} joins in a way that one select over the marts cannot hold.`)
  const expressions = expressionsOf(view.name, list)
  const of = ({ name }: BiMember) => expressions.get(name) as string
  const below = new Set(
    view.measures.flatMap((measure) => [...of(measure).matchAll(COLUMN)].map(([all]) => all)),
  )
  const columns = [...below].map((column) => ({ column, name: column.replace(COLUMN, '$1__$2') }))
  const shown = [
    ...view.dimensions.map((dimension) => `${of(dimension)} AS ${dimension.name}`),
    ...columns.map(({ column, name }) => `${column} AS ${name}`),
  ]
  const marts = new Map([...from.matchAll(TABLE)].map(([, mart, cube]) => [cube as string, mart as string]))
  return {
    reads: new Map([...expressions].map(([member, expression]) => [member, readsOf(expression, marts)])),
    select: `SELECT\n  ${shown.join(',\n  ')}\nFROM ${from}`,
    columns: columns.map(({ name }) => name),
    measures: new Map(
      view.measures.map((measure) => [measure.name, of(measure).replaceAll(COLUMN, '$1__$2')]),
    ),
  }
}

const COLUMN = /"(\w+)"\.(\w+)/g
const TABLE = /\bmarts\.(\w+) AS "(\w+)"/g

const readsOf = (expression: string, marts: Map<string, string>): string[] => {
  const columns = [...expression.matchAll(COLUMN)].map(
    ([, cube = '', column]) => `${marts.get(cube)}.${column}`,
  )
  return [...new Set(columns)]
}

/** `<expression> "view__member", …`: the aliases are known, so expressions may hold any commas. */
function expressionsOf(view: string, list: string): Map<string, string> {
  const parts = list.matchAll(new RegExp(`(.*?)\\s+"${view}__(\\w+)"(?:,\\s+|$)`, 'gs'))
  return new Map([...parts].map(([, expression, member]) => [member as string, expression as string]))
}
