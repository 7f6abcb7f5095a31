import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kinds } from '../../contracts/columns/index.ts'
import { type Column, type Contract, contracts, problemsOf } from '../../contracts/index.ts'
import { jsonSchemaOf, jsonSchemaOfAll } from '../../contracts/json-schema.ts'
import { anyRow, LANDED_AT } from './rows.ts'

// A cell of two types is meant; `then` gives bounds to a cell whose type stands elsewhere.
const newAjv = () => new Ajv2020({ strict: true, allowUnionTypes: true, strictTypes: false })

type Cells = Record<string, string | null>

/** What JSON Schema cannot say of any row, and what it cannot say of numbers written as text. */
const UNSAID = /^must (be a day that the calendar has|not be before |not be later than a day after landing)/
const UNSAID_OF_TEXT = /^must be (from|at least|at most|an amount below|a number that a computer)/

/** A row with numbers and booleans as JSON writes them, wherever its text is one. */
const typed = (contract: Contract, row: Cells) =>
  Object.fromEntries(
    contract.columns.map((column) => [column.name, typedCell(column, row[column.name] ?? null)]),
  )

function typedCell({ kind }: Column, cell: string | null) {
  const { json } = kinds[kind]
  if (json === 'boolean' && /^(true|false)$/.test(cell ?? '')) return cell === 'true'
  if (json === undefined || json === 'boolean' || !cell?.trim() || !Number.isFinite(Number(cell))) return cell
  return Number(cell)
}

const asText = (row: Record<string, unknown>): Cells =>
  Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell === null ? null : String(cell)]))

function agrees(contract: Contract, rowOf: (row: Cells) => Record<string, unknown>) {
  const validate = newAjv().compile(jsonSchemaOf(contract))
  let refused = 0
  const property = fc.property(anyRow(contract, 4), (cells) => {
    const row = rowOf(cells)
    const problems = problemsOf(contract, asText(row), LANDED_AT)
    const said = problems.filter(
      ({ column, reason }) =>
        !UNSAID.test(reason) && !(typeof row[column] === 'string' && UNSAID_OF_TEXT.test(reason)),
    )
    if (said.length > 0) refused += 1
    expect(validate(row), JSON.stringify(problems)).toBe(said.length === 0)
  })
  fc.assert(property, { numRuns: 1000 })
  expect(refused).toBeGreaterThan(50)
}

describe('the JSON Schema of an extract', () => {
  it.each(contracts)('agrees with the contract on rows of text of $name', (contract) => {
    agrees(contract, (cells) => cells)
  })

  it.each(contracts)('agrees with the contract on rows of JSON values of $name', (contract) => {
    agrees(contract, (cells) => typed(contract, cells))
  })

  it('tells the scale of a metric', () => {
    const [survey] = contracts
    if (!survey) throw new Error('there are no contracts')
    const validate = newAjv().compile(jsonSchemaOf(survey))
    const answer = { response_id: 'r', channel: 'email', answered_at: '2025-03-31T17:45Z' }
    const verdicts = [
      ['nps', 10],
      ['csat', 5],
      ['csat', 6],
      ['csat', 0],
      ['ces', 7],
      ['ces', 8],
    ].map(([metric, score]) => validate({ ...answer, metric, score }))
    expect(verdicts).toEqual([true, true, false, false, true, false])
  })

  it('stands with all the others in one document', () => {
    const ajv = newAjv().addSchema(jsonSchemaOfAll(contracts), 'all')
    for (const { name } of contracts) {
      const validate = ajv.compile({ $ref: `all#/$defs/${name}` })
      expect(validate({})).toBe(false)
      expect(validate.errors?.[0]?.keyword).toBe('required')
    }
  })
})
