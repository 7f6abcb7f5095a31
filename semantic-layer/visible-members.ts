type Meta = { config: Record<'measures' | 'dimensions' | 'segments', Listed[] | undefined> }
type Listed = { name: string; isVisible?: boolean }
type Condition = { member?: unknown; dimension?: unknown; and?: Condition[]; or?: Condition[] }

export type CubeQuery = {
  measures?: unknown[]
  dimensions?: unknown[]
  segments?: unknown[]
  timeDimensions?: { dimension?: unknown }[]
  filters?: Condition[]
  order?: unknown
  subqueryJoins?: unknown[]
  joinHints?: unknown[]
  timezone?: string
}

/** Cube answers an error of this type with 400 and its message. */
class HiddenMember extends Error {
  type = 'UserError'
}

/** The names that the model shows: public members of public views. */
export const visibleMembers = (meta: Meta[]) =>
  new Set(
    meta
      .flatMap(({ config }) => [config.measures, config.dimensions, config.segments].flatMap((m) => m ?? []))
      .filter(({ isVisible }) => isVisible)
      .map(({ name }) => name),
  )

/**
 * Refuses a query that touches a hidden member anywhere. Cube by itself only keeps such members out of results: it
 * filters and sorts by them, from which a small cell can be inferred, and its `/sql` shows their SQL.
 *
 * Hidden and unknown names get the same answer, so that asking does not reveal which exist.
 *
 * @param overHttp whether the query came as JSON. The SQL API builds expressions of its own; JSON has no need for them.
 */
export function refuseHidden(query: CubeQuery, visible: Set<string>, overHttp: boolean) {
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
