import { type Kind, matches, quote } from './kind.ts'
import { BLANK, CONTROL, NUL } from './plain.ts'

const [LONGEST_ID, LONGEST_TEXT] = [256, 65_536]
const VARCHAR = { duckdb: 'varchar', athena: 'string' }

const noLongerThan = (most: number) => ({
  reason: () => `must not be longer than ${most} characters`,
  // UTF-16 units are never fewer than characters, so the exact count is only needed beyond the limit.
  passes: (text: string) => text.length <= most || [...text].length <= most,
  // Bytes are never fewer than characters, and counting them costs nothing.
  sql: (cell: string) => `(strlen(${cell}) <= ${most} or length(${cell}) <= ${most})`,
  schema: () => ({ maxLength: most }),
})

/** A NUL byte ends a string for many readers of the lake, so what follows it would be lost without a word. */
const withoutNul = {
  reason: () => 'must not hold a NUL character',
  passes: (text: string) => !text.includes('\0'),
  sql: (cell: string) => `not contains(${cell}, chr(0))`,
  schema: () => ({ pattern: '^[^\\u0000]*$' }),
}

const named = matches(
  '[^\\x00-\\x20\\x7f]([^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?',
  'must not begin or end with a blank or hold control characters',
)

/** A key or a reference: compared as it stands, so blanks at its ends and control characters are refused. */
export const idKind: Kind = {
  checks: [
    noLongerThan(LONGEST_ID),
    {
      ...named,
      // Letters, digits and - . _ ~ stay as they are in a URL: most keys are of these, and this is the quicker test.
      sql: (cell, spec) => `(url_encode(${cell}) = ${cell} or ${named.sql(cell, spec)})`,
    },
  ],
  value: (cell) => cell,
  plain: { without: BLANK | CONTROL | NUL, most: LONGEST_ID },
  type: VARCHAR,
}

export const textKind: Kind = {
  checks: [withoutNul, noLongerThan(LONGEST_TEXT)],
  value: (cell) => cell,
  plain: { without: NUL, most: LONGEST_TEXT },
  type: VARCHAR,
}

export const oneOfKind: Kind = {
  checks: [
    {
      reason: ({ values = [] }) => `must be one of ${values.join(', ')}`,
      passes: (text, { values = [] }) => values.includes(text),
      sql: (cell, { values = [] }) => `${cell} in (${values.map(quote).join(', ')})`,
      schema: ({ values = [] }) => ({ enum: values }),
    },
  ],
  value: (cell) => cell,
  type: VARCHAR,
}

export const currencyKind: Kind = {
  checks: [matches('[A-Z]{3}', 'must be an ISO 4217 code such as EUR')],
  value: (cell) => cell,
  type: VARCHAR,
}

const TRUE = ['true', 't', 'yes', 'y', '1']
const FALSE = ['false', 'f', 'no', 'n', '0']

// Patterns of JSON Schema have no flags.
const inAnyCase = (word: string) =>
  word.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)

export const booleanKind: Kind = {
  checks: [
    {
      reason: () => 'must be true or false',
      passes: (text) => /^[a-z01]+$/i.test(text) && [...TRUE, ...FALSE].includes(text.toLowerCase()),
      sql: (cell) => `lower(${cell}) in (${[...TRUE, ...FALSE].map(quote).join(', ')})`,
      schema: () => ({ pattern: `^(?:${[...TRUE, ...FALSE].map(inAnyCase).join('|')})$` }),
    },
  ],
  value: (cell) => `lower(${cell}) in (${TRUE.map(quote).join(', ')})`,
  type: { duckdb: 'boolean', athena: 'boolean' },
  json: 'boolean',
}
