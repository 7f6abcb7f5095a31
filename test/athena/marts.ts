import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A mart, as dbt's manifest has it. */
export interface Mart {
  readonly name: string
  readonly schema: string
  /** Columns that name a row: those of its test `unique` or `unique_combination`. */
  readonly key: readonly string[]
  /** What dbt ran on this target. */
  readonly sql: string
}

interface ManifestNode {
  readonly unique_id: string
  readonly resource_type: string
  readonly path: string
  readonly name: string
  readonly schema: string
  readonly package_name: string
  readonly original_file_path: string
  readonly attached_node?: string
  readonly column_name?: string
  readonly test_metadata?: { readonly name: string; readonly kwargs: { readonly columns?: string[] } }
}

/** Every model of marts/ in the manifest that a build left in `workFolder`. */
export async function martsOf(workFolder: string): Promise<Mart[]> {
  const { nodes } = JSON.parse(await readFile(join(workFolder, 'manifest.json'), 'utf8'))
  const all = Object.values<ManifestNode>(nodes)
  const models = all.filter(
    ({ resource_type, path }) => resource_type === 'model' && path.startsWith('marts/'),
  )
  return Promise.all(
    models.map(async (model) => ({
      name: model.name,
      schema: model.schema,
      key: keyOf(model, all),
      // The manifest is of dbt's last run, and a build has two: the files are of both.
      sql: await readFile(join(workFolder, 'compiled', model.package_name, model.original_file_path), 'utf8'),
    })),
  )
}

function keyOf(model: ManifestNode, all: readonly ManifestNode[]): string[] {
  const tests = all.filter(({ attached_node }) => attached_node === model.unique_id)
  for (const { test_metadata: test, column_name } of tests) {
    if (test?.name === 'unique_combination' && test.kwargs.columns) return test.kwargs.columns
    if (test?.name === 'unique' && column_name) return [column_name]
  }
  throw new Error(`${model.name} has no test of its key: add unique or unique_combination to its yml.`)
}
