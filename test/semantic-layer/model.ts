import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { MODEL } from '../../semantic-layer/model-files.ts'

export type Member = {
  name: string
  sql?: string
  type: string
  description?: string
  primary_key?: boolean
  filters?: { sql: string }[]
  meta?: { identifies?: string }
}
export type Cube = {
  name: string
  sql_table: string
  extends?: string
  public: boolean
  dimensions?: Member[]
  measures?: Member[]
}
export type View = {
  name: string
  public: boolean
  meta?: { grain?: string; owner?: string; access?: Record<string, string> }
}
export const cubes = (await parsed('cubes')).flatMap((file) => file.cubes as Cube[])
export const views = (await parsed('views')).flatMap((file) => file.views as View[])

/** The columns that dbt describes, by mart. */
export const marts = new Map<string, Set<string>>()
for (const name of await ymls(join(import.meta.dirname, '../../sql/models/marts'))) {
  const { models = [] } = parse(await readFile(name, 'utf8')) as { models?: Mart[] }
  for (const { name: mart, columns = [] } of models) marts.set(mart, new Set(columns.map((c) => c.name)))
}
type Mart = { name: string; columns?: { name: string }[] }

async function parsed(folder: string): Promise<Record<string, unknown[]>[]> {
  const files = await ymls(join(MODEL, folder))
  return Promise.all(files.map(async (file) => parse(await readFile(file, 'utf8'))))
}

async function ymls(folder: string) {
  const names = await readdir(folder, { recursive: true })
  return names.filter((name) => name.endsWith('.yml')).map((name) => join(folder, name))
}
