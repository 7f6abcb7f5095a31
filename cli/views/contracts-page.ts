import type { Contract } from '../../contracts/index.ts'
import { inWords } from '../../contracts/rules.ts'
import { acrossColumns, allowedIn, kindOf } from './contracts.ts'

/** How docs/contracts.md is made again. */
export const RENEW = 'npx cx contracts --markdown > docs/contracts.md'

/** The reference page of extracts, in Markdown. */
export function contractsPage(contracts: readonly Contract[]): string {
  const contents = contracts.map(({ name, source, description, key, columns }) => [
    `[\`${name}\`](#${name})`,
    source,
    description,
    key.map(code).join(', '),
    `${columns.length}, ${columns.filter(({ required }) => required).length} required`,
  ])
  return [
    `<!-- Made of contracts/ by \`${RENEW}\`: change the contracts, not this page. -->`,
    '# The extracts',
    INTRODUCTION,
    table(['extract', 'source', 'what', 'key', 'columns'], contents),
    ...contracts.map(section),
  ].join('\n\n')
}

const INTRODUCTION = `What the warehouse takes in. A file holds one extract; its columns may come in any order, and columns that are not
listed here are kept as JSON. A cell is text until it has been checked; an empty cell is no value. A row that breaks its
contract goes to quarantine with the reason; of rows with the same key the latest counts. A time that is "not ahead" may be
at most a day later than landing: clocks differ, and so do time zones.

\`npx cx contracts orders\` shows one extract, \`npx cx contracts --json\` gives JSON Schema, and
\`npx cx contracts --template\` writes an empty CSV file for each. Files of another shape need a [map](maps.md).`

function section({ name, description, key, columns, rules }: Contract): string {
  const rows = columns.map((column) => [
    code(column.name),
    kindOf(column),
    column.required ? 'yes' : '',
    allowedIn(column) ?? '',
    column.description,
  ])
  return [
    `## ${name}`,
    `${description} Key: ${key.map(code).join(', ')}.`,
    table(['column', 'kind', 'required', 'allowed', 'meaning'], rows),
    ...acrossColumns(rules).map((rule) => `Rule: ${inWords(rule)}`),
  ].join('\n\n')
}

const code = (text: string) => `\`${text}\``
const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n')
const escaped = (cell: string) => cell.replaceAll('|', '\\|')
