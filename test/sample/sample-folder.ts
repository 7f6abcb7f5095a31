import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { contracts } from '../../contracts/index.ts'
import { generateSample, type SampleOptions } from '../../sample/generate.ts'

export type Truth = {
  story: Record<string, number>
  low_stores: { store_id: string; cause: string; csat_drop: number; queue_factor: number }[]
  actions: { store_id: string; status: string; has_effect: boolean; csat_effect: number; cost: number }[]
  extracts: Record<string, { rows: number; good: number; bad: number; duplicates: number; keys: number }>
  files: { extract: string; path: string; rows: number; bad: number; duplicates: number; updated: number }[]
}

/** Generates a sample in a folder of its own, and removes it when the test is over. */
export const makeSample = async (options: Pick<SampleOptions, 'stores' | 'months' | 'seed'>) => {
  const out = await mkdtemp(join(tmpdir(), 'cx-sample-'))
  const sample = await generateSample({ ...options, out })
  const truth: Truth = JSON.parse(await readFile(sample.truth, 'utf8'))
  return { out, sample, truth, remove: () => rm(out, { recursive: true }) }
}

/** The sha256 of every file of a folder, by name. */
export const hashesOf = async (folder: string) => {
  const hashes: Record<string, string> = {}
  for (const name of (await readdir(folder)).sort())
    hashes[name] = createHash('sha256')
      .update(await readFile(join(folder, name)))
      .digest('hex')
  return hashes
}

/** Every cell of these files as text, whatever their format, with nothing left to guess. */
export const readText = (out: string, pattern: string) => {
  const path = `'${join(out, pattern)}'`
  if (pattern.endsWith('.parquet')) return `(select cast(columns(*) as varchar) from read_parquet(${path}))`
  if (pattern.includes('.ndjson'))
    return `(select json_extract_string(columns(*), '$') from read_ndjson(${path}, maximum_depth = 1))`
  return `(from read_csv(${path}, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', union_by_name = true))`
}

const isGood: Record<string, string> = {
  order_lines: 'line_no::int between 1 and 499',
  store_days: "try_cast(day as date) >= '2024-01-01'",
  campaign_milestones: "milestone in ('customers reached', 'responses', 'incremental sales')",
}

const hasStore = new Set(['response_id', 'review_id', 'case_id'])
const isOrphanOr = (key: readonly string[]) =>
  `(${key.map((column) => `${column} not like '%-x%'`).join(' and ')}${hasStore.has(key[0] ?? '') ? " or store_id = 'S99999'" : ''})`

/**
 * A DuckDB with a view per extract: its valid rows, each once, as text. Which copies are bad shows in the keys that
 * sample/dirt.ts gives them; the test of the contracts proves that they are the bad ones.
 */
export const openSample = async (out: string) => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  await connection.run("set timezone = 'UTC'")
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson()
  const files = await readdir(out)
  for (const { name, key } of contracts) {
    const file = files.find((path) => path.startsWith(`${name}.`) || path.startsWith(`${name}-`)) ?? ''
    const pattern = `${name}${file.includes('-2') ? '-2*' : ''}${file.slice(file.indexOf('.'))}`
    await connection.run(`create view ${name} as select distinct * from ${readText(out, pattern)}
      where ${[...key.map((column) => `${column} is not null`), isGood[name] ?? isOrphanOr(key)].join(' and ')}`)
  }
  return { rows, number: async (sql: string) => Number(Object.values((await rows(sql))[0] ?? {})[0]) }
}
