import type { Transform } from './response.ts'

/**
 * The hidden-member check. Cube keeps members that are not `public` out of `/load` only here: `annotation` lists what
 * the caller may see, and everything the query asked for or the database returned must be in it. The request is
 * checked as well as the columns, because an empty result has no columns.
 *
 * @throws naming the member, in Cube's own first words, which its clients know
 */
export function assertVisible({ query, annotation, aliasToMemberNameMap }: Transform, aliases: string[]) {
  const requested = [...(query.measures ?? []), ...(query.dimensions ?? [])]
  // Without a granularity a time only filters: it is no column, and Cube leaves it out of the annotation.
  const grouped = (query.timeDimensions ?? []).filter(({ granularity }) => granularity)
  const names = [
    ...requested.map((member) => (typeof member === 'string' ? member : member.name)),
    ...grouped.map(({ dimension }) => dimension),
    ...aliases.map((alias) => aliasToMemberNameMap[alias] ?? alias),
  ]
  const hidden = names.find((name) => !Object.hasOwn(annotation, name))
  if (hidden === undefined) return
  throw Object.assign(
    new Error(`You requested hidden member: '${hidden}'. GET /cubejs-api/v1/meta lists the visible ones.`),
    { type: 'UserError' },
  )
}
