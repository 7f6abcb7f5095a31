import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bulkChecks, identifier } from '../../contracts/bulk.ts'
import { type Contract, contracts, type Problem, problemsOf } from '../../contracts/index.ts'
import { anyRow, LANDED_AT } from './rows.ts'

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
beforeAll(() => connection.run("set TimeZone = 'UTC'"))
afterAll(() => connection.closeSync())

type Verdict = { valid: boolean; problems: Problem[] }

async function bulkVerdicts(contract: Contract, rows: Record<string, string | null>[]): Promise<Verdict[]> {
  const checks = bulkChecks(contract, LANDED_AT)
  const names = contract.columns.map(({ name }) => identifier(name))
  const cells = names.map((name) => `nullif(cells.${name}, '') as ${name}`).join(', ')
  const shape = `{${contract.columns.map(({ name }) => `"${name}":"VARCHAR"`).join(',')}}`
  const reader = await connection.runAndReadAll(
    `select ${checks.valid} as valid, to_json(${checks.problems}) as problems
     from (select ${cells} from (select unnest(from_json($1, '[${shape}]')) as cells))`,
    [JSON.stringify(rows)],
  )
  return reader.getRowObjectsJson().map(({ valid, problems }) => ({
    valid: valid === true,
    problems: JSON.parse(String(problems)),
  }))
}

const masked = (contract: Contract, problems: Problem[]) =>
  problems.map((problem) => {
    const personal = contract.columns.find(({ name }) => name === problem.column)?.personal
    return personal && problem.value ? { ...problem, value: `${[...problem.value][0]}***` } : problem
  })

describe('the two executors of a contract', () => {
  it.each(contracts)('give the same verdict and reasons for every row of $name', async (contract) => {
    const property = fc.asyncProperty(
      fc.array(anyRow(contract), { minLength: 200, maxLength: 400 }),
      async (rows) => {
        const expected = rows.map((row) => {
          const problems = problemsOf(contract, row, LANDED_AT)
          return { valid: problems.length === 0, problems: masked(contract, problems) }
        })
        expect(await bulkVerdicts(contract, rows)).toEqual(expected)
      },
    )
    await fc.assert(property, { numRuns: 10, interruptAfterTimeLimit: 30_000 })
  })

  it.each(contracts)('type every valid row of $name without an error', async (contract) => {
    const [rows = []] = fc.sample(fc.array(anyRow(contract, 0), { minLength: 300, maxLength: 300 }), 1)
    const verdicts = await bulkVerdicts(contract, rows)
    expect(verdicts.filter(({ valid }) => valid).length).toBeGreaterThan(0)
    const names = contract.columns.map(({ name }) => identifier(name))
    const shape = `{${contract.columns.map(({ name }) => `"${name}":"VARCHAR"`).join(',')}}`
    const checks = bulkChecks(contract, LANDED_AT)
    const values = [...checks.values].map(([name, value]) => `${value} as ${identifier(name)}`)
    await connection.run(
      `create or replace temp table typed as select ${values.join(', ')}
       from (select ${names.map((n) => `nullif(cells.${n}, '') as ${n}`).join(', ')}
             from (select unnest(from_json($1, '[${shape}]')) as cells)) where ${checks.valid}`,
      [JSON.stringify(rows)],
    )
  })
})
