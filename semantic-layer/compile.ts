import { createRequire } from 'node:module'
import { modelFiles } from './model-files.ts'
import { ensureNative } from './native-stand-in/index.ts'
import { recall, retain } from './transpiled.ts'

/** A view or cube as Cube's `/meta` lists it. */
export type Config = {
  name: string
  type?: string
  title: string
  description?: string
  isVisible: boolean
  meta?: { grain?: string; owner?: string; access?: Record<string, string> }
  measures: Shown[]
  dimensions: Shown[]
}

export type Shown = {
  /** `view.member` */
  name: string
  shortTitle: string
  description?: string
  isVisible: boolean
  type: string
  format?: string
  /** How a measure is made: `sum`, `count`, `countDistinct` …; `number` where it is made of others. */
  aggType?: string
  drillMembers?: string[]
  /** `cube.member` behind a view's member. */
  aliasMember?: string
  meta?: { identifies?: string }
}

export type CompiledModel = {
  configs: Config[]
  /** One query's SQL in one dialect: `duckdb` or `athena`. */
  sql(dialect: string, query: object): string
}

type Dialect = new (compilers: object, query: object) => { buildSqlAndParams(): [string, unknown[]] }

const require = createRequire(import.meta.url)
const cubeRequire = createRequire(require.resolve('@cubejs-backend/server-core'))

/** The model as Cube compiles it, without a database and with every member that an admin sees. */
export async function compileModel(): Promise<CompiledModel> {
  process.env.CUBEJS_TESSERACT_SQL_PLANNER = 'false'
  ensureNative()
  const { prepareCompiler, queryClass } = cubeRequire('@cubejs-backend/schema-compiler')
  const compiledYamlCache = new Map<string, unknown>()
  recall(compiledYamlCache)
  const compilers = prepareCompiler(modelFiles, { compiledYamlCache })
  await compilers.compiler.compile()
  await retain(compiledYamlCache)
  const dialects: Record<string, Dialect> = {
    duckdb: require('@cubejs-backend/duckdb-driver').dialectClass(),
    athena: queryClass('athena'),
  }
  return {
    configs: compilers.metaTransformer.cubes.map(({ config }: { config: Config }) => config),
    sql(dialect, query) {
      const built = new (dialects[dialect] as Dialect)(compilers, { timezone: 'UTC', ...query })
      return compilers.compiler.withQuery(built, () => built.buildSqlAndParams())[0]
    },
  }
}
