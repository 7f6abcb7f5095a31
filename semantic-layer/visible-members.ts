import { ROLES } from './access/roles.ts'

/** A view or cube as Cube lists it for one caller. */
export type Listed = { config: Record<'measures' | 'dimensions' | 'segments', Member[] | undefined> }
type Member = { name: string; isVisible?: boolean; meta?: { identifies?: string } }
type Condition = { member?: unknown; dimension?: unknown; and?: Condition[]; or?: Condition[] }

export type CubeQuery = {
  measures?: unknown[]
  dimensions?: unknown[]
  segments?: unknown[]
  timeDimensions?: { dimension?: unknown }[]
  filters?: Condition[]
  order?: unknown
  ungrouped?: boolean
  subqueryJoins?: unknown[]
  joinHints?: unknown[]
  timezone?: string
}

const NO_ROLE = `This token gives no access: its roles must be among ${Object.keys(ROLES).join(', ')}, and a store_manager needs stores or regions. To try one: npx cx token --help.`

/** Cube answers an error of this type with 400 and its message. */
class HiddenMember extends Error {
  type = 'UserError'
}

const members = ({ config }: Listed) =>
  [config.measures, config.dimensions, config.segments].flatMap((each) => each ?? [])

/**
 * Refuses a query that touches a hidden member anywhere. Cube by itself only keeps such members out of results: it
 * filters and sorts by them, from which a small cell can be inferred, and its `/sql` shows their SQL.
 *
 * Hidden and unknown names get the same answer, so that asking does not reveal which exist.
 *
 * @param meta every member of the model, with whether the caller may see it
 * @param overHttp whether the query came as JSON. The SQL API builds expressions of its own; JSON has no need for them.
 */
export function refuseHidden(query: CubeQuery, meta: Listed[], overHttp: boolean) {
  const all = meta.flatMap(members)
  const visible = new Set(all.filter(({ isVisible }) => isVisible).map(({ name }) => name))
  if (visible.size === 0) throw new HiddenMember(NO_ROLE)
  if (query.ungrouped) refuseSingleCustomers(query, all)
  if (overHttp && (query.subqueryJoins?.length || query.joinHints?.length))
    throw new HiddenMember('subqueryJoins and joinHints are not taken here: ask the views by their members.')

  for (const member of namedIn(query)) {
    if (typeof member !== 'string') {
      if (overHttp)
        throw new HiddenMember(`A member must be a name like store_performance.nps, got an expression.`)
      continue
    }
    const [view, name] = member.split('.')
    if (!visible.has(`${view}.${name}`))
      throw new HiddenMember(
        `No member '${member}' can be asked for here. GET /cubejs-api/v1/meta lists all that can.`,
      )
  }
}

/** Rows that are not grouped are customers one by one wherever a view holds what identifies them, shown or not. */
function refuseSingleCustomers(query: CubeQuery, all: Member[]) {
  const kept = all.filter(({ meta, isVisible }) => meta?.identifies && !isVisible)
  const views = new Set(kept.map(({ name }) => viewOf(name)))
  if (namedIn(query).some((member) => typeof member !== 'string' || views.has(viewOf(member))))
    throw new HiddenMember('Rows about single customers are for admins: ask for groups, without "ungrouped".')
}

const viewOf = (member: string) => member.split('.')[0]

function namedIn(query: CubeQuery): unknown[] {
  const {
    measures = [],
    dimensions = [],
    segments = [],
    timeDimensions = [],
    filters = [],
    order = [],
  } = query
  const times = timeDimensions.map(({ dimension }) => dimension)
  return [
    ...measures,
    ...dimensions,
    ...segments,
    ...times,
    ...filters.flatMap(namedInFilter),
    ...sorted(order),
  ]
}

function namedInFilter(condition: Condition): unknown[] {
  const nested = [...(condition.and ?? []), ...(condition.or ?? [])]
  if (nested.length || condition.and || condition.or) return nested.flatMap(namedInFilter)
  return [condition.member ?? condition.dimension]
}

/** An order is a list of pairs, of objects with an id, or one object; names without a dot belong to the SQL API. */
function sorted(order: unknown): unknown[] {
  const items = Array.isArray(order) ? order : Object.entries(order as object)
  const names = items.map((item) => (Array.isArray(item) ? item[0] : (item as { id: unknown }).id))
  return names.filter((name) => typeof name !== 'string' || name.includes('.'))
}
