import { existsSync } from 'node:fs'
import { Command } from 'commander'
import type { Query, Row } from '../../semantic-layer/query.ts'
import { loadQuery } from '../../semantic-layer/query.ts'
import type { SemanticLayer } from '../../semantic-layer/serve.ts'
import { randomSecret } from '../../semantic-layer/token.ts'
import { type CommonOptions, type Context, contextOf, print, withCommonOptions } from '../context.ts'
import { CxError } from '../ui/errors.ts'
import { renderTable } from '../ui/table.ts'
import { type Catalogue, catalogueOf, catalogueTable } from '../views/catalogue.ts'
import { ask as askDuckDb } from '../warehouse/duckdb.ts'
import { Versions } from '../warehouse/versions.ts'
import { type QueryWords, queryOf } from './query-words.ts'

interface QueryOptions extends CommonOptions, QueryWords {
  sql?: string
  failed?: boolean
}

const EXAMPLES = `
Examples:
  npx cx query                                                  the views
  npx cx query store_performance                                the members of a view
  npx cx query store_performance.csat_mean --by state,month --from 2025-01 --to 2025-06
  npx cx query store_performance.nps store_performance.nps_n --by store_id --where state=Texas --limit 10
  npx cx query '{"measures":["store_performance.sales"]}'       a query in Cube's own words
  npx cx query --sql "select * from marts.watch_flags limit 5"  SQL on the database itself`

export function queryCommand(): Command {
  return withCommonOptions(new Command('query'))
    .description('Ask the semantic layer, or the database itself.')
    .argument(
      '[what...]',
      'measures as view.member; a view; or a Cube query as JSON; nothing lists the views',
    )
    .option(
      '--by <members>',
      'dimensions, with commas between; a time takes a granularity, such as month:quarter',
    )
    .option('--where <condition...>', 'conditions such as state=Texas, nps<0 or flag!=none; all must hold')
    .option('--from <month>', 'the first month or day')
    .option('--to <month>', 'the last month or day')
    .option('--limit <rows>', 'at most so many rows', '1000')
    .option('--sql <select>', 'SQL on the database, read-only')
    .option('--failed', 'with --sql: the database of the last build that failed')
    .addHelpText('after', EXAMPLES)
    .action(async (what: string[], options: QueryOptions) => {
      const context = contextOf(options)
      if (options.sql !== undefined)
        return printRows(context, await sqlRows(context, options.sql, options.failed))
      await withSemanticLayer(context, async (layer) => {
        const catalogue = await catalogueOf(layer)
        if (listsMembers(what, catalogue)) return printCatalogue(context, catalogue, what)
        const query = queryOf(what, options, catalogue)
        printRows(context, await loadQuery(layer, query), query)
      })
    })
}

/** Starts the semantic layer for a question and ends it after. */
export async function withSemanticLayer<T>(
  { lake }: Context,
  work: (layer: SemanticLayer, secret: string) => Promise<T>,
): Promise<T> {
  const { startSemanticLayer } = await import('../../semantic-layer/serve.ts')
  // Asked by this process alone, whoever signs tokens elsewhere.
  const secret = randomSecret()
  const layer = await startSemanticLayer({ lake: lake.folder, port: 0, apiSecret: secret })
  try {
    return await work(layer, secret)
  } finally {
    await layer.close()
  }
}

async function sqlRows({ lake }: Context, sql: string, failed = false): Promise<Row[]> {
  const versions = new Versions(lake)
  const database = failed ? versions.failed : versions.current
  if (!existsSync(database)) {
    const next = failed ? 'No build has failed.' : 'Build it first: npx cx build'
    throw new CxError({ what: `There is no database ${database}`, next })
  }
  return askDuckDb<Row>(sql, database).catch((cause: Error) => {
    throw new CxError({ what: `The database refused the SQL: ${cause.message}`, cause, exitCode: 2 })
  })
}

const listsMembers = (what: string[], catalogue: Catalogue) =>
  what.length === 0 || (what.length === 1 && catalogue.some(({ name }) => name === what[0]))

function printCatalogue(context: Context, catalogue: Catalogue, [view]: string[]): void {
  const shown = view === undefined ? catalogue : catalogue.filter(({ name }) => name === view)
  print(context, shown, () => catalogueTable(shown, view !== undefined))
}

function printRows(context: Context, rows: Row[], query?: Query): void {
  const shown = rows.map((row) => Object.fromEntries(shortEntries(row, query)))
  print(context, rows, () => (rows.length === 0 ? 'No rows.' : renderTable(shown)))
}

/** Without the view's name where there is but one, and each time once: Cube gives it with and without its granularity. */
function shortEntries(row: Row, query: Query | undefined): [string, unknown][] {
  const short =
    query && oneView(query) ? (name: string) => name.replace(/^[^.]+\./, '') : (name: string) => name
  const grains = (query?.timeDimensions ?? []).flatMap(({ dimension, granularity }) =>
    granularity ? [`${dimension}.${granularity}`] : [],
  )
  return Object.entries(row)
    .filter(([name]) => !grains.some((grain) => grain.startsWith(`${name}.`)))
    .map(([name, value]) => [
      short(grains.includes(name) ? name.replace(/\.\w+$/, '') : name),
      plainTime(value),
    ])
}

const plainTime = (value: unknown) =>
  typeof value === 'string' ? value.replace(/^(\d{4}-\d\d-\d\d)T00:00:00\.000$/, '$1') : value

const oneView = ({ measures = [], dimensions = [] }: Query) =>
  new Set([...measures, ...dimensions].map((member) => member.split('.')[0])).size === 1
