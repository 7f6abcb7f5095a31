import type { Column, Contract } from '../../contracts/index.ts'
import { inWords, type Rule } from '../../contracts/rules.ts'
import { renderTable } from '../ui/table.ts'

/** One row per extract. */
export const contractsTable = (contracts: readonly Contract[]): string =>
  renderTable(
    contracts.map(({ name, source, description, key, columns }) => ({
      extract: name,
      source,
      what: description,
      key: key.join(', '),
      columns: columns.length,
      required: columns.filter(({ required }) => required).length,
    })),
  )

/** One extract: a row per column, and what must hold across them. */
export function contractTable({ name, description, key, columns, rules }: Contract): string {
  const rows = columns.map((column) => ({
    column: column.name,
    kind: kindOf(column),
    required: column.required,
    allowed: allowedIn(column),
    meaning: column.description,
  }))
  const head = `${name}: ${description}\nKey: ${key.join(', ')}. A later row with the same key replaces an earlier one.`
  return [head, '', renderTable(rows), ...acrossColumns(rules).map((rule) => `Rule: ${inWords(rule)}`)].join(
    '\n',
  )
}

/** The rules that no column's cell of the table says. */
export const acrossColumns = (rules: readonly Rule[]) => rules.filter(({ kind }) => kind !== 'past')

export const kindOf = ({ kind, personal }: Column) => `${WORDS[kind] ?? kind}${personal ? ', personal' : ''}`

const WORDS: Partial<Record<Column['kind'], string>> = {
  oneOf: 'one of',
  integer: 'whole number',
  money: 'amount',
  boolean: 'true or false',
  timestamp: 'time',
  date: 'day',
}

const FORMS: Partial<Record<Column['kind'], string>> = {
  id: 'up to 256 characters',
  currency: 'ISO 4217, such as EUR',
  boolean: 'true, t, yes, y, 1; false, f, no, n, 0',
  timestamp: 'ISO 8601 with offset, such as 2025-03-31T17:45:00Z',
  date: '2025-03-31',
}

/** What may stand in a column, in words; undefined where anything of its kind may. */
export function allowedIn({
  kind,
  values,
  minimum,
  maximum,
  personal,
  mayLieAhead,
}: Column): string | undefined {
  if (values) return values.join(', ')
  if (personal) return 'lands as a pseudonym only'
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`
  if (minimum !== undefined) return `at least ${minimum}`
  if (maximum !== undefined) return `at most ${maximum}`
  if (kind === 'date' || kind === 'timestamp')
    return `${FORMS[kind]}; ${mayLieAhead ? 'may lie ahead' : 'not ahead'}`
  return FORMS[kind]
}
