import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contracts, problemsOf } from '../../contracts/index.ts'
import { generateSample } from '../../sample/generate.ts'
import { hashesOf, makeSample, openSample, readText } from './sample-folder.ts'

// Right after the last of the months: nothing in a sample lies ahead of its end.
const LANDED_AT = new Date('2025-07-01')
const size = { stores: 50, months: 18, seed: 7 }
let made: Awaited<ReturnType<typeof makeSample>>
let db: Awaited<ReturnType<typeof openSample>>

beforeAll(async () => {
  made = await makeSample(size)
  db = await openSample(made.out)
})
afterAll(() => made.remove())

describe('the files of a sample', () => {
  it('are the same bytes for the same seed, replace an earlier sample, and are reported one by one', async () => {
    const first = await hashesOf(made.out)
    const steps: { done: number; total: number }[] = []
    await generateSample({ ...size, out: made.out, onProgress: (step) => steps.push(step) })

    expect(await hashesOf(made.out)).toEqual(first)
    const total = made.truth.files.length
    expect(steps.map(({ done }) => done)).toEqual(Array.from({ length: total }, (_, index) => index + 1))
    expect(new Set(steps.map((step) => step.total))).toEqual(new Set([total]))
  })

  it('are other bytes for another seed', async () => {
    const other = await makeSample({ ...size, seed: 8 })
    const [mine, theirs] = [await hashesOf(made.out), await hashesOf(other.out)]
    await other.remove()

    expect(Object.keys(theirs)).toEqual(Object.keys(mine))
    for (const name of Object.keys(mine)) expect(theirs[name], name).not.toBe(mine[name])
  })

  it('hold all fifteen extracts', () => {
    expect(new Set(made.sample.files.map(({ extract }) => extract))).toEqual(
      new Set(contracts.map(({ name }) => name)),
    )
  })

  it('have every column of their contract; one file has one more, one has another order', async () => {
    const extra: string[] = []
    const orders = new Set<string>()
    for (const { extract, path } of made.truth.files) {
      const columns = (await db.rows(`describe select * from ${readText(made.out, path)}`)).map((row) =>
        String(row.column_name),
      )
      const wanted = contracts.find(({ name }) => name === extract)?.columns.map(({ name }) => name) ?? []
      expect(columns, path).toEqual(expect.arrayContaining(wanted))
      extra.push(...columns.filter((column) => !wanted.includes(column)))
      if (extract === 'survey_answers') orders.add(columns.join())
    }
    expect(extra).toEqual(['counter_version'])
    expect(orders.size).toBe(2)
  })

  it('hold what the truth says by the contracts: rows, bad rows, duplicates', async () => {
    for (const { extract, path, rows, bad, duplicates } of made.truth.files) {
      const contract = contracts.find(({ name }) => name === extract)
      if (!contract) throw new Error(`no contract ${extract}`)
      const found = await db.rows(`select * from ${readText(made.out, path)}`)
      const valid = found.filter((row) => problemsOf(contract, asCells(row), LANDED_AT).length === 0)
      const distinct = new Set(valid.map((row) => JSON.stringify(row)))
      const counted = {
        rows: found.length,
        bad: found.length - valid.length,
        duplicates: valid.length - distinct.size,
      }
      expect(counted, path).toEqual({ rows, bad, duplicates })
    }
  })

  it('hold as many keys as the truth says, updates counted once', async () => {
    for (const { name, key } of contracts) {
      const counted = await db.number(`select count(*) from (select distinct ${key.join(', ')} from ${name})`)
      expect(counted, name).toBe(made.truth.extracts[name]?.keys)
    }
  })

  it('bring newer rows for customers, cases and actions', async () => {
    const updated = made.truth.files.filter((file) => file.updated > 0).map(({ extract }) => extract)
    expect(updated).toEqual(['customers', 'actions', 'service_cases'])
  })
})

// Parquet has instants of its own; as text they need the form that the other files have.
const asCells = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [
      name,
      cell === null ? null : String(cell).replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\+00$/, '$1T$2Z'),
    ]),
  )

describe('keys of a sample', () => {
  it.each([
    ['orders', 'store_id', 'stores', 'store_id'],
    ['orders', 'customer_id', 'customers', 'customer_id'],
    ['order_lines', 'order_id', 'orders', 'order_id'],
    ['store_days', 'store_id', 'stores', 'store_id'],
    ['survey_answers', 'store_id', 'stores', 'store_id'],
    ['survey_answers', 'customer_id', 'customers', 'customer_id'],
    ['survey_answers', 'order_id', 'orders', 'order_id'],
    ['survey_invitations', 'response_id', 'survey_answers', 'response_id'],
    ['survey_invitations', 'customer_id', 'customers', 'customer_id'],
    ['web_sessions', 'order_id', 'orders', 'order_id'],
    ['reviews', 'store_id', 'stores', 'store_id'],
    ['service_cases', 'customer_id', 'customers', 'customer_id'],
    ['campaign_contacts', 'customer_id', 'customers', 'customer_id'],
    ['campaign_contacts', 'campaign_id', 'campaigns', 'campaign_id'],
    ['campaign_milestones', 'campaign_id', 'campaigns', 'campaign_id'],
    ['customers', 'campaign_id', 'campaigns', 'campaign_id'],
    ['actions', 'store_id', 'stores', 'store_id'],
  ])('%s.%s exists in %s', async (child, column, parent, key) => {
    const used = await db.number(`select count(${column}) from ${child}`)
    const lost =
      await db.number(`select count(*) from ${child} where ${column} is not null and ${column} <> 'S99999'
      and ${column} not in (select ${key} from ${parent})`)
    expect(used).toBeGreaterThan(0)
    expect(lost).toBe(0)
  })

  it('every online order has its web session, every order its lines', async () => {
    const without = (table: string) =>
      db.number(`select count(*) from orders where ${table === 'web_sessions' ? "channel = 'online'" : 'true'}
        and order_id not in (select order_id from ${table} where order_id is not null)`)
    expect(await without('web_sessions')).toBe(0)
    expect(await without('order_lines')).toBe(0)
  })
})
