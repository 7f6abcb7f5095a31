import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { land } from '../cli/commands/land.ts'
import type { Context } from '../cli/context.ts'
import { createProgress } from '../cli/ui/progress.ts'
import { buildWarehouse } from '../cli/warehouse/build.ts'
import { ask } from '../cli/warehouse/duckdb.ts'
import { FolderLake } from '../lambdas/land/folder-lake.ts'

export type Row = Readonly<Record<string, string | number | boolean | undefined>>

type Extracts = Readonly<Record<string, readonly Row[]>>

/** A few rows an extract, landed as CSV and built as `cx` does. `rows` asks the database that was published last. */
export async function tinyLake(first: Extracts) {
  process.env.CX_PSEUDONYM_KEY ??= 'a key that is only used in these tests'
  const folder = await mkdtemp(join(tmpdir(), 'cx-tiny-'))
  const context: Context = {
    lake: new FolderLake(join(folder, 'lake')),
    json: true,
    progress: createProgress({ quiet: true }),
  }
  const made = {
    /** Lands further rows, all of which must be good. */
    async land(extracts: Extracts) {
      const files = await mkdtemp(join(folder, 'extracts-'))
      for (const [name, items] of Object.entries(extracts))
        await writeFile(join(files, `${name}.csv`), csv(items))
      const { landed, refused } = await land(context, [files], {})
      const lost = landed.filter((entry) => entry.landed < entry.received)
      if (refused.length + lost.length > 0) throw new Error(JSON.stringify({ refused, lost }))
    },
    build: () => buildWarehouse(context),
    rows: <T>(sql: string) => ask<T>(sql, join(folder, 'lake', 'warehouse', 'current.duckdb')),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
  await made.land(first)
  await made.build()
  return made
}

/** The header is of all rows, so that each names only what it is about. */
function csv(items: readonly Row[]): string {
  const columns = [...new Set(items.flatMap((item) => Object.keys(item)))]
  const lines = items.map((item) => columns.map((column) => cell(item[column])).join(','))
  return `${[columns.join(','), ...lines].join('\n')}\n`
}

const cell = (value: Row[string]) =>
  typeof value === 'string' && /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : String(value ?? '')

/** `n` rows, made from their numbers 0 … n − 1. */
export const times = <T>(n: number, make: (i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => make(i))
