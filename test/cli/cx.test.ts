import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type BuiltLake, builtLake, cx } from '../built-lake.ts'
import { newFolder } from '../lambdas/land/lab.ts'

const json = async (...args: string[]) => JSON.parse((await cx(...args, '--json')).stdout)

interface LedgerEntry {
  file: string
  received: number
  landed: number
  quarantined: number
  duplicates: number
}

describe('cx on a generated retailer', () => {
  let built: BuiltLake
  beforeAll(async () => {
    built = await builtLake()
  })

  it('lands, quarantines and counts as duplicates exactly the rows that were made so', async () => {
    const truth = JSON.parse(readFileSync(join(built.extracts, 'truth.json'), 'utf8'))
    const ledger: LedgerEntry[] = await json('ledger')
    const found = ledger.map(({ file, received, landed, quarantined, duplicates }) => ({
      ...{ file, received, landed, quarantined, duplicates },
    }))
    const made = truth.files.map(
      (file: { path: string; rows: number; good: number; bad: number; duplicates: number }) => ({
        ...{ file: basename(file.path), received: file.rows, landed: file.good },
        ...{ quarantined: file.bad, duplicates: file.duplicates },
      }),
    )
    const byFile = (a: { file: string }, b: { file: string }) => a.file.localeCompare(b.file)
    expect(found.sort(byFile)).toEqual(made.sort(byFile))
  })

  it('builds nothing where nothing has changed', async () => {
    expect(await json('build')).toMatchObject({ already: true })
  })

  it('answers a question in words as the database does', async () => {
    const served = await json(
      'query',
      'company_performance.sales',
      '--by',
      'month',
      '--from',
      '2024-01',
      '--to',
      '2024-03',
    )
    const direct = await json(
      'query',
      '--sql',
      `select strftime(month, '%Y-%m') as month, cast(sales as double) as sales from marts.kpi_company_months
       where month between '2024-01-01' and '2024-03-01' order by month`,
    )
    expect(served).toHaveLength(3)
    served.forEach((row: Record<string, unknown>, i: number) => {
      expect(row['company_performance.sales']).toBeCloseTo(direct[i].sales, 4)
    })
  })

  it('serves no email, phone or pseudonym of them in any mart', async () => {
    const columns = await json(
      'query',
      '--sql',
      "select table_name, column_name from duckdb_columns() where schema_name = 'marts' and column_name in ('email', 'phone')",
    )
    expect(columns).toEqual([])
  })

  it('builds from one extract alone', async () => {
    const folder = newFolder()
    const [lake, stores] = [join(folder, 'lake'), join(folder, 'stores.csv')]
    writeFileSync(stores, 'store_id,name,city,state,country,opened_on\nS1,One,Town,State,US,2020-01-01\n')
    await cx('land', stores, '--lake', lake)
    const { exitCode, stderr } = await cx('build', '--lake', lake)
    expect(exitCode, stderr).toBe(0)
    expect(existsSync(join(lake, 'warehouse/current.duckdb'))).toBe(true)
  })
})

describe('cx', () => {
  const folder = newFolder()
  const odd = join(folder, 'odd.csv')
  const empty = join(folder, 'empty')
  writeFileSync(odd, 'a,b\n1,2\n')

  it.each([
    [['--help'], 0, /land .*build .*query/s],
    [['land', '--help'], 0, /--map <folder>/],
    [['laand'], 2, /unknown command/],
    [['land'], 2, /missing required argument/],
    [['land', 'nowhere.csv'], 2, /no file or folder nowhere.csv/],
    [['land', odd, '--extract', 'oders'], 2, /allowed: survey_answers/],
    [['land', odd], 1, /begins with none of the extracts' names/],
    [['sample', '--stores', 'many'], 2, /--stores is no whole number/],
    [['sample', '--stores', '3', '--out', join(folder, 'x')], 1, /50/],
    [['build', '--lake', empty], 1, /Nothing has landed.*npx cx land/s],
    [['query', '--lake', empty], 1, /npx cx build/],
  ])('%j ends with %i and says what to do', async (args, exitCode, message) => {
    const run = await cx(...args)
    expect(run.exitCode).toBe(exitCode)
    expect(`${run.stdout}${run.stderr}`).toMatch(message)
  })

  it('prints an error as JSON under --json', async () => {
    const run = await cx('build', '--lake', empty, '--json')
    expect(JSON.parse(run.stderr)).toHaveProperty('error')
    expect(run.stdout).toBe('')
  })
})
