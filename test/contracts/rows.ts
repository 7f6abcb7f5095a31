import fc from 'fast-check'
import type { Column, Contract } from '../../contracts/index.ts'

const digits = (most: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: most }).map((list) => list.join(''))

const pad = (value: number, width = 2) => String(value).padStart(width, '0')

/** Days around the edges of months and of what is allowed, most of them real. */
const day = fc
  .tuple(
    fc.integer({ min: 1898, max: 2201 }),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 }),
  )
  .map(([year, month, date]) => `${pad(year, 4)}-${pad(month)}-${pad(date)}`)

const goodDay = fc
  .tuple(
    fc.integer({ min: 2023, max: 2025 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, date]) => `${pad(year, 4)}-${pad(month)}-${pad(date)}`)

/** When the rows land: what is good is mostly before, and some are around the latest time that is no future, in any offset. */
export const LANDED_AT = new Date('2025-12-20T20:30:00.250Z')

const MINUTE = 60_000
const around = fc
  .tuple(
    fc.constantFrom(-1500, -900, -899, 0, 1, 839, 840, 900, 1440, 2400),
    fc.integer({ min: -2, max: 2 }),
    fc.constantFrom(0, -720, -899, 330, 840, 899),
  )
  .map(([minutes, micros, zone]) => {
    const local = LANDED_AT.getTime() + (1440 + minutes + zone) * MINUTE + Math.floor(micros / 1000)
    const hours = `${zone < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(zone) / 60))}:${pad(Math.abs(zone) % 60)}`
    return `${new Date(local).toISOString().slice(0, -1)}${pad((micros + 1000) % 1000, 3)}${hours}`
  })

const clock = fc
  .tuple(
    fc.integer({ min: 0, max: 24 }),
    fc.integer({ min: 0, max: 60 }),
    fc.constantFrom('', ':00', ':07', ':59', ':60', ':00.5', ':12.123456', ':12.1234567', ':12.123456789'),
  )
  .map(([hour, minute, rest]) => `${pad(hour)}:${pad(minute)}${rest}`)

const goodClock = fc
  .tuple(
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
    fc.constantFrom(':00', ':59.999999', ''),
  )
  .map(([hour, minute, rest]) => `${pad(hour)}:${pad(minute)}${rest}`)

const offset = fc.constantFrom(
  'Z',
  '+00:00',
  '-05:00',
  '+05:30',
  '+0530',
  '+14',
  '-15',
  '',
  ' Z',
  '+1',
  'UTC',
)
const goodOffset = fc.constantFrom('Z', '+00', '-05:00', '+0530')

const numeric = fc.oneof(
  fc.integer({ min: -2, max: 12 }).map(String),
  fc.integer().map(String),
  fc.double({ noNaN: true }).map(String),
  fc
    .tuple(
      fc.constantFrom('', '-', '+', ' '),
      digits(20),
      fc.constantFrom('', '.', '.0', '.000', '.5', 'e3', 'E-7', 'e999', ' '),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(
    'NaN',
    'Infinity',
    'inf',
    '1_000',
    '0x1F',
    '1,5',
    '.5',
    '.',
    '-',
    '1e',
    '99999999999999.99995',
    '100000000000000',
  ),
)

const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => text.isWellFormed()),
  fc.constantFrom(
    ' ',
    ' a',
    'a ',
    'a\0b',
    'a\tb',
    'naïve',
    '0',
    'null',
    'x'.repeat(256),
    'x'.repeat(257),
    '🛒'.repeat(256),
  ),
)

const good: Record<Column['kind'], (column: Column) => fc.Arbitrary<string>> = {
  id: () => fc.constantFrom('a', 'S-001', 'ä b'),
  text: () => fc.constantFrom('some words', ' padded ', 'línea\nnueva'),
  oneOf: ({ values = [] }) => fc.constantFrom(...values),
  currency: () => fc.constantFrom('USD', 'BRL'),
  integer: ({ minimum = 0, maximum = 9 }) =>
    fc.integer({ min: minimum, max: Math.min(maximum, minimum + 9) }).map(String),
  number: ({ minimum = 0, maximum = 9 }) =>
    fc.constantFrom(`${minimum}`, `${Math.min(maximum, minimum + 1)}.0`),
  money: () => fc.constantFrom('0', '12.50', '0.30000000000000004', '1e-05', '99999999999999.99'),
  boolean: () => fc.constantFrom('true', 'FALSE', '1', 'n'),
  timestamp: () => fc.tuple(goodDay, goodClock, goodOffset).map(([d, c, o]) => `${d}T${c}${o}`),
  date: () => goodDay,
}

const near: Partial<Record<Column['kind'], fc.Arbitrary<string>>> = {
  integer: numeric,
  number: numeric,
  money: numeric,
  timestamp: fc.oneof(
    fc.tuple(day, fc.constantFrom('T', ' ', 't', ''), clock, offset).map((parts) => parts.join('')),
    around,
  ),
  date: fc.oneof(
    day,
    around.map((time) => time.slice(0, 10)),
  ),
  boolean: fc.constantFrom('TRUE', 'Yes', 'ye', '2', 'ſ', 'K'),
  currency: fc.constantFrom('usd', 'US', 'USDX', 'ÄUS'),
}

function cell(column: Column, wrong: number) {
  const empty = fc.constantFrom<string | null>('', null)
  return fc.oneof(
    { weight: 100, arbitrary: good[column.kind](column) },
    { weight: column.required ? Math.ceil(wrong / 4) : 30, arbitrary: empty },
    { weight: wrong, arbitrary: near[column.kind] ?? wild },
    { weight: Math.ceil(wrong / 2), arbitrary: wild },
  )
}

/** Rows of a contract, good and bad: `wrong` is how often a cell comes from outside what is allowed, against 100. */
export const anyRow = (contract: Contract, wrong = 12): fc.Arbitrary<Record<string, string | null>> =>
  fc.record(Object.fromEntries(contract.columns.map((column) => [column.name, cell(column, wrong)])))
