import type { ColumnInfo, GetQueryResultsOutput } from '@aws-sdk/client-athena'
import type { TrinoResult } from '../../../cli/warehouse/trino/client.ts'

const PAGE = 1000

/**
 * A page of a result as GetQueryResults gives it: values as text, nulls left out, and before the first row of a query
 * the names of its columns. The token is where the next page begins.
 */
export function pageOf({ columns, rows }: TrinoResult, isQuery: boolean, token = '0'): GetQueryResultsOutput {
  const head = isQuery ? [columns.map(({ name }) => name)] : []
  const all = [...head, ...rows]
  const from = Number(token)
  const next = from + PAGE
  return {
    ...(next < all.length && { NextToken: String(next) }),
    ResultSet: {
      Rows: all.slice(from, next).map((row) => ({ Data: row.map(datum) })),
      ResultSetMetadata: { ColumnInfo: columns.map(columnInfo) },
    },
  }
}

const datum = (value: unknown) =>
  value === null || value === undefined ? {} : { VarCharValue: String(value) }

/** Athena names a type without its length, and a decimal's digits beside it. */
function columnInfo({ name, type }: { readonly name: string; readonly type: string }): ColumnInfo {
  const [, base = type, precision = '0', scale = '0'] = /^([a-z ]+)(?:\((\d+)(?:,(\d+))?\))?/.exec(type) ?? []
  return { Name: name, Label: name, Type: base.trim(), Precision: Number(precision), Scale: Number(scale) }
}
