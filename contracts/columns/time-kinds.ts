import { type Kind, matches } from './kind.ts'

const DAY = '(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])'
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?'
const OFFSET = '(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)'

const daysInMonth = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** True where the first ten characters, known to look like a day, name one that the calendar has. */
function isCalendarDay(text: string): boolean {
  return Number(text.slice(8, 10)) <= daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)))
}

const inCalendar = {
  reason: () => 'must be a day that the calendar has',
  passes: isCalendarDay,
  sql: (cell: string) => `try_cast(substr(${cell}, 1, 10) as date) is not null`,
}

export const dateKind: Kind = {
  checks: [matches(DAY, 'must be a day from 1900 to 2199 such as 2025-03-31'), inCalendar],
  value: (cell) => `cast(${cell} as date)`,
  type: { duckdb: 'date', athena: 'date' },
}

// DuckDB reads no time without seconds, which ISO 8601 allows.
const withSeconds = (cell: string) =>
  `case when substr(${cell}, 17, 1) = ':' then ${cell} else substr(${cell}, 1, 16) || ':00' || substr(${cell}, 17) end`

/** An instant: without its offset from UTC a time cannot be compared with any other. */
export const timestampKind: Kind = {
  checks: [
    {
      ...matches(`${DAY}[T ]${CLOCK}(${OFFSET})?`, 'must be an ISO 8601 time such as 2025-03-31T17:45:00Z'),
      implied: true,
    },
    matches(`${DAY}[T ]${CLOCK}${OFFSET}`, 'must end with its offset from UTC, such as Z or +01:00'),
    inCalendar,
  ],
  value: (cell) => `cast(cast(${withSeconds(cell)} as timestamptz) at time zone 'UTC' as timestamp)`,
  type: { duckdb: 'timestamp', athena: 'timestamp' },
}

/** Microseconds since 1970 of a time that passed the checks above; finer digits are cut off, as in storage. */
export function instant(text: string): bigint {
  const [, day, clock, fraction = '', offset] = /^(.{10}).(.{5}(?::\d\d)?)(?:\.(\d+))?(.*)$/.exec(text) ?? []
  const seconds = Date.parse(`${day}T${clock}${clock?.length === 5 ? ':00' : ''}Z`) / 1000
  const micros = BigInt(fraction.slice(0, 6).padEnd(6, '0'))
  return (BigInt(seconds) - BigInt(offsetSeconds(offset ?? ''))) * 1_000_000n + micros
}

function offsetSeconds(offset: string): number {
  if (offset === 'Z') return 0
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? []
  return (Number(hours) * 3600 + Number(minutes ?? 0) * 60) * (sign === '-' ? -1 : 1)
}
