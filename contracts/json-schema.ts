import { checksOf, kinds } from './columns/index.ts'
import type { Keywords } from './columns/kind.ts'
import type { Column, Contract } from './contract.ts'
import { inWords, type Rule, ruleSchemas } from './rules.ts'

const DRAFT = 'https://json-schema.org/draft/2020-12/schema'

/**
 * A row of an extract as JSON Schema (draft 2020-12). Cells may be text, as in CSV, or the numbers and booleans of JSON. Of
 * rows of text it refuses none that lands; what it cannot say (days that the calendar lacks, bounds of a number written as
 * text, the order of two times, what lies in the future) landing checks.
 */
export const jsonSchemaOf = (contract: Contract): Keywords => ({ $schema: DRAFT, ...rowSchema(contract) })

/** Every extract's row, under `$defs` by the extract's name. */
export const jsonSchemaOfAll = (contracts: readonly Contract[]): Keywords => ({
  $schema: DRAFT,
  title: 'The extracts of the customer-experience warehouse',
  $defs: Object.fromEntries(contracts.map((contract) => [contract.name, rowSchema(contract)])),
})

function rowSchema({ name, description, key, columns, rules }: Contract): Keywords {
  const scales = rules.flatMap(ruleSchemas)
  return {
    title: name,
    description,
    $comment: [`Key: ${key.join(', ')}.`, ...rules.filter(isUnsaid).map(inWords)].join(' '),
    type: 'object',
    properties: Object.fromEntries(columns.map((column) => [column.name, cellSchema(column)])),
    required: columns.filter(({ required }) => required).map((column) => column.name),
    ...(scales.length > 0 ? { allOf: scales } : {}),
  }
}

const isUnsaid = (rule: Rule) => ruleSchemas(rule).length === 0

function cellSchema(column: Column): Keywords {
  const { json } = kinds[column.kind]
  const checks = checksOf(column).filter(({ implied }) => !implied)
  const keywords = Object.assign({}, ...checks.map((check) => check.schema?.(column)))
  const filled = { type: json ? [json, 'string'] : 'string', ...keywords }
  // Personal data goes in and never comes out again.
  const about = {
    description: column.description,
    ...(column.personal ? { writeOnly: true } : {}),
    ...(column.mayLieAhead ? { $comment: 'May lie ahead of landing.' } : {}),
  }
  if (column.required) return { ...about, ...(column.kind === 'text' ? { minLength: 1 } : {}), ...filled }
  return { ...about, anyOf: [filled, { enum: [null, ''] }] }
}
