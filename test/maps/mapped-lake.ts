import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LandResult, land } from '../../cli/commands/land.ts'
import type { Context } from '../../cli/context.ts'
import { createProgress } from '../../cli/ui/progress.ts'
import { buildWarehouse } from '../../cli/warehouse/build.ts'
import { ask } from '../../cli/warehouse/duckdb.ts'
import { Versions } from '../../cli/warehouse/versions.ts'
import { FolderLake } from '../../lambdas/land/folder-lake.ts'
import { readLedger } from '../../lambdas/land/ledger.ts'

/** A folder of real files through one of the project's maps, in a lake of its own. */
export function mappedLake(files: string, name: string) {
  const context: Context = {
    lake: new FolderLake(mkdtempSync(join(tmpdir(), `cx-${name}-`))),
    json: true,
    progress: createProgress({ quiet: true }),
  }
  const map = join(import.meta.dirname, '../../maps', name)
  const landAll = (): Promise<LandResult> => land(context, [files], { map })
  return {
    context,
    land: landAll,
    async landAndBuild() {
      const { refused } = await landAll()
      if (refused.length > 0) throw new Error(refused.map(({ error }) => error).join('\n'))
      await buildWarehouse(context)
    },
    /** By extract: rows received, landed, quarantined, duplicates. */
    async counts(): Promise<Record<string, number[]>> {
      const entries = await readLedger(context.lake)
      return Object.fromEntries(
        entries.map((e) => [e.extract, [e.received, e.landed, e.quarantined, e.duplicates]]),
      )
    },
    /** Rows of the built marts. */
    marts: <Row = object>(sql: string) => ask<Row>(sql, new Versions(context.lake).current),
    /** Rows straight from the files; `{name}` stands for one of them, every cell as text. */
    files: <Row = object>(sql: string) =>
      ask<Row>(
        sql.replaceAll(
          /\{(\w+)\}/g,
          (_all, file) => `read_csv('${files}/${file}.csv.gz', all_varchar = true)`,
        ),
      ),
  }
}
