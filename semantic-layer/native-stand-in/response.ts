import { assertVisible } from './visible.ts'

/** What Cube hands over about one query before its rows are turned into a response. */
export type Transform = {
  aliasToMemberNameMap: Record<string, string>
  annotation: Record<string, { type?: string }>
  query: NormalizedQuery
  queryType?: 'regularQuery' | 'compareDateRangeQuery' | 'blendingQuery'
  resType?: 'default' | 'compact' | 'columnar'
}

export type NormalizedQuery = {
  measures?: Member[]
  dimensions?: Member[]
  timeDimensions?: { dimension: string; granularity?: string; dateRange?: string[] }[]
}

type Member = string | { name: string }
type Cell = string | number | boolean | null
/** Rows by column, as the database named them. */
export type Columns = { members: string[]; columns: Cell[][] }
type Table = { members: string[]; columns: Cell[][] }

const FINE_TO_COARSE = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year']

/** One query's rows in the format that its caller asked for, under the members' names. */
export function responseData(transform: Transform, rows: Columns) {
  assertVisible(transform, rows.members)
  const table = withQueryTypeColumns(transform, withPlainTimes(transform, named(transform, rows)))

  if (transform.resType === 'columnar') return table
  const length = table.columns[0]?.length ?? 0
  const dataset = Array.from({ length }, (_, row) => table.columns.map((column) => column[row] ?? null))
  if (transform.resType === 'compact') return { members: table.members, dataset }
  return dataset.map((cells) => Object.fromEntries(table.members.map((member, i) => [member, cells[i]])))
}

function named({ aliasToMemberNameMap, annotation }: Transform, rows: Columns): Table {
  const members = rows.members.map((alias) => aliasToMemberNameMap[alias] as string)
  const isTime = (member: string) => annotation[member]?.type === 'time'
  const columns = rows.columns.map((column, i) =>
    isTime(members[i] as string) ? column.map(withoutZone) : column,
  )
  return { members, columns }
}

/** Cube's wire format for a time is `2025-01-31T00:00:00.000`: UTC, no zone. */
function withoutZone(value: Cell | undefined): Cell {
  if (typeof value !== 'string') return value ?? null
  const time = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value.replace(' ', 'T')}Z`)
  return Number.isNaN(time.valueOf()) ? value : time.toISOString().slice(0, -1)
}

/** Clients still read `view.month` where they asked for `view.month.quarter`: the finest one is repeated there. */
function withPlainTimes({ query }: Transform, table: Table): Table {
  const finest = new Map<string, { level: number; column: Cell[] }>()
  for (const [i, member] of table.members.entries()) {
    const [cube, dimension, granularity] = member.split('.')
    const plain = `${cube}.${dimension}`
    if (!granularity || query.dimensions?.includes(plain)) continue
    const level = FINE_TO_COARSE.indexOf(granularity)
    const known = finest.get(plain)
    if (!known || level < known.level) finest.set(plain, { level, column: table.columns[i] as Cell[] })
  }
  return append(
    table,
    [...finest].map(([member, { column }]) => [member, column]),
  )
}

function withQueryTypeColumns({ query, queryType }: Transform, table: Table): Table {
  const time = query.timeDimensions?.[0]
  if (queryType === 'compareDateRangeQuery') {
    const range = time?.dateRange?.join(' - ') ?? null
    return append(table, [['compareDateRange', (table.columns[0] ?? []).map(() => range)]])
  }
  if (queryType !== 'blendingQuery') return table
  const source = table.members.indexOf(`${time?.dimension}.${time?.granularity}`)
  return source < 0 ? table : append(table, [[`time.${time?.granularity}`, table.columns[source] as Cell[]]])
}

const append = ({ members, columns }: Table, added: [string, Cell[]][]): Table => ({
  members: [...members, ...added.map(([member]) => member)],
  columns: [...columns, ...added.map(([, column]) => column)],
})
