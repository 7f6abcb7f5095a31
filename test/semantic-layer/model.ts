import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parse } from 'yaml'
import { MODEL, modelFiles } from '../../semantic-layer/model-files.ts'
import { ensureNative } from '../../semantic-layer/native-stand-in/index.ts'

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
export type Config = {
  name: string
  type?: string
  measures: Shown[]
  dimensions: Shown[]
  description?: string
}
export type Shown = {
  name: string
  description?: string
  isVisible: boolean
  type: string
  format?: string
  aggType?: string
  drillMembers?: string[]
}

const require = createRequire(import.meta.url)
const cubeRequire = createRequire(require.resolve('@cubejs-backend/server-core'))

export const cubes = (await parsed('cubes')).flatMap((file) => file.cubes as Cube[])
export const views = (await parsed('views')).flatMap((file) => file.views as View[])

/** The columns that dbt describes, by mart. */
export const marts = new Map<string, Set<string>>()
for (const name of await ymls(join(import.meta.dirname, '../../sql/models/marts'))) {
  const { models = [] } = parse(await readFile(name, 'utf8')) as { models?: Mart[] }
  for (const { name: mart, columns = [] } of models) marts.set(mart, new Set(columns.map((c) => c.name)))
}
type Mart = { name: string; columns?: { name: string }[] }

/** The model as Cube compiles it, without a database. */
export async function compiled() {
  process.env.CUBEJS_TESSERACT_SQL_PLANNER = 'false'
  ensureNative()
  const { prepareCompiler, queryClass } = cubeRequire('@cubejs-backend/schema-compiler')
  const compilers = prepareCompiler(modelFiles, {})
  await compilers.compiler.compile()
  const dialects: Record<string, unknown> = {
    duckdb: require('@cubejs-backend/duckdb-driver').dialectClass(),
    athena: queryClass('athena'),
  }
  return {
    configs: compilers.metaTransformer.cubes.map(({ config }: { config: Config }) => config) as Config[],
    /** One query's SQL in one dialect. */
    sql(dialect: string, query: object): string {
      const Dialect = dialects[dialect] as new (
        c: object,
        q: object,
      ) => { buildSqlAndParams(): [string, unknown[]] }
      const built = new Dialect(compilers, { timezone: 'UTC', ...query })
      return compilers.compiler.withQuery(built, () => built.buildSqlAndParams())[0]
    },
  }
}

async function parsed(folder: string): Promise<Record<string, unknown[]>[]> {
  const files = await ymls(join(MODEL, folder))
  return Promise.all(files.map(async (file) => parse(await readFile(file, 'utf8'))))
}

async function ymls(folder: string) {
  const names = await readdir(folder, { recursive: true })
  return names.filter((name) => name.endsWith('.yml')).map((name) => join(folder, name))
}
