import { type Kind, matches, withinBounds } from './kind.ts'
import { BLANK, CONTROL, DOT, NUL, ODD, OTHER } from './plain.ts'

const NO_NUMBER = ODD | BLANK | CONTROL | NUL | OTHER

// Spreadsheets and data frames write whole numbers as 5.0 as soon as one cell of the column is empty.
const WHOLE = '[+-]?[0-9]{1,15}(\\.0*)?'
const DECIMAL = '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?'

const MOST = 10 ** 15 - 1
const whole = matches(WHOLE, 'must be a whole number')

export const integerKind: Kind = {
  checks: [
    { ...whole, schema: (spec) => ({ ...whole.schema?.(spec), minimum: -MOST, maximum: MOST }) },
    withinBounds,
  ],
  // Fifteen digits are exact in a double, and a double takes the 5.0 that a bigint cast would round.
  value: (cell) => `cast(cast(${cell} as double) as bigint)`,
  plain: { without: NO_NUMBER | DOT, most: 15 },
  type: { duckdb: 'bigint', athena: 'bigint' },
  json: 'integer',
}

const storable = {
  reason: () => 'must be a number that a computer can hold',
  passes: (text: string) => Number.isFinite(Number(text)),
  sql: (cell: string) => `coalesce(isfinite(try_cast(${cell} as double)), false)`,
  plain: (value: string) => `isfinite(${value})`,
}

export const numberKind: Kind = {
  checks: [matches(DECIMAL, 'must be a number such as 12.5'), storable, withinBounds],
  value: (cell) => `cast(${cell} as double)`,
  plain: { without: NO_NUMBER, most: Infinity },
  type: { duckdb: 'double', athena: 'double' },
  json: 'number',
}

/** Amounts are decimals of four places (half away from zero), so that sums reconcile to the cent. */
export const moneyKind: Kind = {
  checks: [
    matches(DECIMAL, 'must be an amount such as 12.50'),
    {
      reason: () => 'must be an amount below 100 trillion',
      passes: (text) => Math.abs(Number(text)) < 1e14,
      sql: (cell) => `coalesce(abs(try_cast(${cell} as double)) < 1e14, false)`,
      schema: () => ({ exclusiveMinimum: -1e14, exclusiveMaximum: 1e14 }),
    },
    withinBounds,
  ],
  // DuckDB rounds 5e-7 up to 0.0001 where it makes a decimal of such text, but not of such a number.
  value: (cell) =>
    `case when contains(lower(${cell}), 'e') then cast(cast(${cell} as double) as decimal(18, 4)) else cast(${cell} as decimal(18, 4)) end`,
  plain: { without: NO_NUMBER, most: Infinity },
  type: { duckdb: 'decimal(18, 4)', athena: 'decimal(18,4)' },
  json: 'number',
}
