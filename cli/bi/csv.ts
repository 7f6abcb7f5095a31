import { csvOf } from '../../dashboard/src/export/csv.ts'
import { loadQuery, type Query, type Row, type Server } from '../../semantic-layer/query.ts'
import { plain } from '../../semantic-layer/story.ts'
import { catalogueOf } from '../views/catalogue.ts'
import type { Files } from './files.ts'

/** Cube's upper limit of one answer. */
const PAGE = 50_000

/** Excel takes UTF-8 for what it is only after this mark. */
const MARK = '\uFEFF'

/** Every view that the token sees, at its own grain, as a table for Excel: asked of the semantic layer, so withheld as there. */
export async function csv(server: Server): Promise<Files> {
  const files: Files = new Map()
  for (const { name, members } of await catalogueOf(server)) {
    const of = (kind: string) => members.filter((each) => each.kind === kind).map((member) => member.name)
    const dimensions = of('dimension')
    const rows = await allRows(server, { dimensions, measures: of('measure') }, dimensions)
    files.set(`${name}.csv`, MARK + csvOf(rows.map(plain)))
  }
  return files
}

/** Page by page, in an order that no two rows share, because every page is a question of its own. */
async function allRows(server: Server, query: Query, dimensions: string[]): Promise<Row[]> {
  const order = dimensions.map((name): [string, 'asc'] => [name, 'asc'])
  const rows: Row[] = []
  for (;;) {
    const page = await loadQuery(server, { ...query, order, limit: PAGE, offset: rows.length })
    rows.push(...page)
    if (page.length < PAGE) return rows
  }
}
