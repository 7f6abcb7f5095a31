import { styleText } from 'node:util'
import Table from 'cli-table3'
import { formatNumber, MISSING } from './format.ts'

export type Row = Readonly<Record<string, unknown>>

export interface Column {
  readonly key: string
  /** Default: the key with spaces for underscores. */
  readonly title?: string
  /** Writes the cell; not called for null and undefined, which are shown as a dash. */
  readonly format?: (value: never, row: Row) => string
  /** Default: right where every value is a number or missing. */
  readonly align?: 'left' | 'right'
}

export interface TableOptions {
  /** Default: every key of the first row. */
  readonly columns?: readonly (string | Column)[]
  /** Show only so many rows, and say how many there are. */
  readonly limit?: number
  /** Default: stdout is a terminal and NO_COLOR is not set. */
  readonly colour?: boolean
}

/** NO_COLOR (no-color.org) and FORCE_COLOR beat what the stream can do. */
export const coloured = (stream: { readonly isTTY?: boolean } = process.stdout): boolean => {
  if (process.env.NO_COLOR) return false
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0'
  return stream.isTTY === true
}

/** Rows as an aligned table without borders, ending without a line break. */
export const renderTable = (rows: readonly Row[], options: TableOptions = {}): string => {
  const { limit = rows.length, colour = coloured() } = options
  const columns = columnsOf(rows, options.columns)
  if (columns.length === 0) return '(no rows)'
  const table = new Table({
    head: columns.map(({ key, title = key.replaceAll('_', ' ') }) => (colour ? bold(title) : title)),
    colAligns: columns.map((column) => column.align ?? (numeric(valuesOf(rows, column)) ? 'right' : 'left')),
    chars: CHARS,
    style: STYLE,
  })
  const writers = columns.map((column) => writerOf(rows, column))
  for (const row of rows.slice(0, limit)) table.push(writers.map((write) => write(row)))
  return [withoutTrailingSpace(table.toString()), ...footer(rows.length, limit)].join('\n')
}

// Two spaces between columns and one rule under the header: readable, and it copies well into a message.
const STYLE = { compact: true, head: [], border: [], 'padding-left': 0, 'padding-right': 0 }
const CHARS = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', right: '', 'right-mid': '' },
  ...{ mid: '─', 'mid-mid': '──', middle: '  ' },
}

// Not by the table's own styles, which ask the environment a second time whether there is colour.
const bold = (title: string) => styleText('bold', title, { validateStream: false })

const columnsOf = (rows: readonly Row[], columns: TableOptions['columns']): readonly Column[] =>
  (columns ?? Object.keys(rows[0] ?? {})).map((column) =>
    typeof column === 'string' ? { key: column } : column,
  )

const valuesOf = (rows: readonly Row[], { key }: Column) =>
  rows.map((row) => row[key]).filter((value) => value !== null && value !== undefined)

const isNumber = (value: unknown) => typeof value === 'number' || typeof value === 'bigint'

const numeric = (values: readonly unknown[]) => values.length > 0 && values.every(isNumber)

const writerOf = (rows: readonly Row[], column: Column): ((row: Row) => string) => {
  // The whole column gets the same digits, so that the points stand below each other.
  const whole = valuesOf(rows, column).every((value) => !isNumber(value) || Number.isInteger(Number(value)))
  const write = column.format ?? ((value: unknown) => plain(value, whole ? 0 : 2))
  return (row) => {
    const value = row[column.key]
    return value === null || value === undefined ? MISSING : write(value as never, row)
  }
}

const plain = (value: unknown, digits: number): string => {
  if (typeof value === 'number' || typeof value === 'bigint') return formatNumber(Number(value), { digits })
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '')
  const text = String(value)
  return text === '[object Object]' || Array.isArray(value) ? JSON.stringify(value) : text
}

const withoutTrailingSpace = (text: string) => text.replaceAll(/ +$/gm, '')

const footer = (count: number, limit: number) =>
  count > limit ? [`… ${formatNumber(count - limit)} more of ${formatNumber(count)} rows`] : []
