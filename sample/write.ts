import { join } from 'node:path'
import { type Dirt, type DirtKind, dirtOf, isBad } from './dirt.ts'
import { type Engine, text } from './engine.ts'
import { columnsOf, type ExtractName, extracts, type Format } from './extracts.ts'

/** A file to write: the table that holds its good rows, and what sets it apart from its extract's other files. */
export type FilePlan = {
  extract: ExtractName
  table: string
  /** Between the extract's name and the ending: orders-2024-03.csv. */
  suffix?: string
  /** Columns in another order than in the extract's other files. */
  shuffled?: boolean
  /** A column that no contract knows, with its value as SQL. */
  extra?: { name: string; value: string }
  /** How many of the rows replace one of an earlier file. */
  updated?: number
}

/** A written file and the truth about it: rows = good + bad + duplicates. */
export type WrittenFile = {
  extract: ExtractName
  path: string
  rows: number
  good: number
  bad: number
  duplicates: number
  updated: number
  dirt: Partial<Record<DirtKind, number>>
}

const copyOptions: Record<Format, string> = {
  csv: 'format csv, header',
  'csv.gz': 'format csv, header, compression gzip',
  'csv.zst': 'format csv, header, compression zstd',
  ndjson: 'format json',
  'ndjson.gz': 'format json, compression gzip',
  parquet: 'format parquet, compression zstd',
}

/** Copies of good rows, a stride apart so that no kind of dirt copies a row twice; `i` numbers them in the file. */
const dirtyRows = ({ extract, table }: FilePlan, dirt: Dirt, before: number, goodRows: number) => {
  const set = dirt.kind === 'duplicate' ? {} : { ...dirtOf[extract].freshKey, ...dirt.set }
  const replace = Object.entries(set).map(([column, value]) => `${value} as "${column}"`)
  const stride = Math.floor(goodRows / dirt.count)

  return `select * exclude (i) ${replace.length > 0 ? `replace (${replace.join(', ')})` : ''} from (
    select ${before} + n as i, good.*
    from (select n, (n * ${stride} + ${before} * 7919 + 5) % ${goodRows} as place from range(1, ${dirt.count + 1}) as dirt (n))
    inner join ${table} as good on good.rowid = place
    order by n)`
}

// The dirt is one block in the middle: unlike spreading it, this needs no sort of the whole file.
const selectRows = (plan: FilePlan, dirt: Dirt[], goodRows: number) => {
  const middle = Math.floor(goodRows / 2)
  const parts = [`select * from ${plan.table} where rowid < ${middle}`]
  let before = 0
  for (const one of dirt) {
    parts.push(dirtyRows(plan, one, before, goodRows))
    before += one.count
  }
  parts.push(`select * from ${plan.table} where rowid >= ${middle}`)

  const columns = columnsOf(plan.extract).map((column) => `"${column}"`)
  if (plan.shuffled) columns.reverse()
  if (plan.extra) columns.push(`${plan.extra.value} as ${plan.extra.name}`)
  return `select ${columns.join(', ')} from (${parts.join('\nunion all by name\n')})`
}

const sum = (dirt: Dirt[]) => dirt.reduce((total, { count }) => total + count, 0)

const countKinds = (dirt: Dirt[]) => {
  const counts: Partial<Record<DirtKind, number>> = {}
  for (const { kind, count } of dirt) counts[kind] = (counts[kind] ?? 0) + count
  return counts
}

/** The file's name, relative to the output folder. */
const pathOf = ({ extract, suffix }: FilePlan) =>
  `${extract}${suffix ? `-${suffix}` : ''}.${extracts[extract].format}`

/** Writes a table with its dirt in the middle. */
export const writeFile = async (engine: Engine, out: string, plan: FilePlan): Promise<WrittenFile> => {
  const goodRows = await engine.count(plan.table)
  // A file with too few rows stays clean.
  const dirt = dirtOf[plan.extract].dirt.filter(({ count }) => count <= goodRows)
  const bad = sum(dirt.filter(({ kind }) => isBad(kind)))
  const duplicates = sum(dirt.filter(({ kind }) => kind === 'duplicate'))
  const rows = goodRows + sum(dirt)

  const path = pathOf(plan)
  const copied = await engine.rows(
    `copy (${selectRows(plan, dirt, goodRows)}) to ${text(join(out, path))} (${copyOptions[extracts[plan.extract].format]})`,
  )
  // The truth is worth nothing unless it is what the file holds.
  if (Number(copied[0]?.Count) !== rows)
    throw new Error(`${path}: wrote ${copied[0]?.Count} rows, planned were ${rows}. Please report this.`)

  const good = rows - bad - duplicates
  const { extract, updated = 0 } = plan
  return { extract, path, rows, good, bad, duplicates, updated, dirt: countKinds(dirt) }
}
