import type { Plain } from './plain.ts'

/** What one column of a contract allows, as it stands in the contract's JSON Schema. */
export interface ColumnSpec {
  readonly kind: KindName
  readonly minimum?: number
  readonly maximum?: number
  /** The values allowed, for `oneOf`. */
  readonly values?: readonly string[]
  /** Personal data: landed as a pseudonym, masked wherever it is shown. */
  readonly personal?: 'email' | 'phone'
  /** A day that may be planned or due, and so lie ahead of the landing; all others have been. */
  readonly mayLieAhead?: boolean
}

export type KindName =
  | 'id'
  | 'text'
  | 'oneOf'
  | 'currency'
  | 'integer'
  | 'number'
  | 'money'
  | 'boolean'
  | 'timestamp'
  | 'date'

/** Part of a JSON Schema: keywords and what they say. */
export type Keywords = Readonly<Record<string, unknown>>

/**
 * One thing that must hold for a cell. It is written for the row-by-row executor, for DuckDB and for JSON Schema, side by
 * side, because that is where they could come to disagree; property tests hold them together.
 */
export interface Check {
  /** What a person is told when it does not hold: what is allowed, not what went wrong inside. */
  reason(spec: ColumnSpec): string
  passes(text: string, spec: ColumnSpec): boolean
  /** A DuckDB expression over `cell` (varchar, never null) that is true where the check holds. */
  sql(cell: string, spec: ColumnSpec): string
  /** The same in JSON Schema, as far as that can say it. */
  schema?(spec: ColumnSpec): Keywords
  /** What is left to check where all of a column is plain: a DuckDB expression over its typed value. Without it, nothing. */
  plain?(value: string, spec: ColumnSpec): string
  /** Left out of the SQL where it can never fail (a number without bounds). */
  applies?(spec: ColumnSpec): boolean
  /** True where a later check of the same kind implies this one, which then only gives the better reason. */
  readonly implied?: boolean
}

/** A kind of column: what its cells must satisfy as text, and what they are stored as. */
export interface Kind {
  readonly checks: readonly Check[]
  /** The typed value of a cell that passed all checks, as a DuckDB expression. */
  value(cell: string): string
  /** Text that DuckDB's CSV reader may type itself and that needs fewer checks, which is cheaper than to take it apart. */
  readonly plain?: Plain
  readonly type: { readonly duckdb: string; readonly athena: string }
  /** How JSON may write a cell besides as text. */
  readonly json?: 'integer' | 'number' | 'boolean'
}

export const quote = (text: string) => `'${text.replaceAll("'", "''")}'`

/** A check by regular expression, in the common ground of JavaScript and RE2 (ASCII classes only). */
export function matches(pattern: string, reason: string): Check {
  const whole = new RegExp(`^(?:${pattern})$`, 'u')
  return {
    reason: () => reason,
    passes: (text) => whole.test(text),
    sql: (cell) => `regexp_full_match(${cell}, ${quote(pattern)})`,
    schema: () => ({ pattern: `^(?:${pattern})$` }),
  }
}

/** A check that a numeric cell lies between the column's bounds, both included. */
export const withinBounds: Check = {
  applies: ({ minimum, maximum }) => minimum !== undefined || maximum !== undefined,
  reason: ({ minimum, maximum }) => {
    if (maximum === undefined) return `must be at least ${minimum}`
    if (minimum === undefined) return `must be at most ${maximum}`
    return `must be from ${minimum} to ${maximum}`
  },
  passes: (text, { minimum = -Infinity, maximum = Infinity }) =>
    Number(text) >= minimum && Number(text) <= maximum,
  sql: (cell, spec) => boundsSql(`try_cast(${cell} as double)`, spec),
  plain: boundsSql,
  schema: ({ minimum, maximum }) => ({
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  }),
}

function boundsSql(value: string, { minimum, maximum }: ColumnSpec): string {
  const bounds = [
    minimum === undefined ? [] : `${value} >= ${minimum}`,
    maximum === undefined ? [] : `${value} <= ${maximum}`,
  ]
  return bounds.flat().join(' and ')
}
