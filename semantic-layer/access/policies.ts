import { parse, stringify } from 'yaml'
import { isRole, OWN, ROLES, type Role } from './roles.ts'

export type ModelFile = { fileName: string; content: string }

type Scope = 'all' | 'own stores'
type Member = { name: string; meta?: { identifies?: string } }
type Cube = { name: string; dimensions?: Member[] }
type Include = string | { name: string; alias?: string }
type View = {
  name: string
  meta?: { access?: Record<string, Scope> }
  cubes: { join_path: string; includes: Include[] }[]
  access_policy?: object[]
}

/** A view that does not say, or not rightly, who may see it. */
export class AccessError extends Error {
  override readonly name = 'AccessError'
}

/**
 * Writes Cube's `access_policy` into every view, from its `meta.access`: which role sees it, and whether all rows or
 * those of the own stores. Members that identify a customer are kept from everybody but admins. A view without
 * `meta.access` is for admins alone.
 *
 * @throws AccessError naming the view and what is allowed
 */
export function withPolicies(files: ModelFile[]): ModelFile[] {
  const parsed = files.map(({ fileName, content }) => ({
    fileName,
    content,
    model: parse(content) as { cubes?: Cube[]; views?: View[] },
  }))
  const identifying = identifyingMembers(parsed.flatMap(({ model }) => model.cubes ?? []))
  return parsed.map(({ fileName, content, model }) => {
    if (!model.views) return { fileName, content }
    const views = model.views.map((view) => ({ ...view, access_policy: policiesOf(view, identifying) }))
    return { fileName, content: stringify({ ...model, views }, { aliasDuplicateObjects: false }) }
  })
}

function policiesOf(view: View, identifying: Set<string>): object[] {
  const members = membersOf(view)
  const excludes = members.filter(({ path }) => identifying.has(path)).map(({ name }) => name)
  const member_level = { includes: '*', ...(excludes.length && { excludes }) }
  const granted = Object.entries(view.meta?.access ?? {}).flatMap(([role, scope]) =>
    rowsOf(view, role, scope).map((policy) => ({ ...policy, member_level })),
  )
  return [{ group: 'admin' satisfies Role, row_level: { allow_all: true } }, ...granted]
}

function rowsOf(view: View, role: string, scope: Scope): object[] {
  if (!isRole(role) || role === 'admin')
    throw wrong(view, `names the role '${role}'`, `other roles are ${Object.keys(ROLES).slice(1).join(', ')}`)
  if ((scope === 'own stores') !== (role === 'store_manager'))
    throw wrong(view, `gives ${role} '${scope}'`, `store_manager sees 'own stores', any other role 'all'`)
  if (scope === 'all') return [{ group: role, row_level: { allow_all: true } }]
  const names = new Set(membersOf(view).map(({ name }) => name))
  if (!names.has('store_id') || !names.has('state'))
    throw wrong(view, "has 'own stores'", 'that needs the dimensions store_id and state in the view')
  return [own(OWN.stores, 'store_id', 'stores'), own(OWN.regions, 'state', 'regions')]
}

const own = (group: string, member: string, claim: string) => ({
  group,
  row_level: { filters: [{ member, operator: 'equals', values: `security_context.${claim}` }] },
})

const wrong = ({ name }: View, got: string, allowed: string) =>
  new AccessError(`meta.access of the view ${name} ${got}: ${allowed}.`)

/** A view's members, with the cube's member behind each. */
function membersOf({ cubes }: View) {
  return cubes.flatMap(({ join_path, includes }) => {
    const cube = join_path.split('.').at(-1)
    return includes.map((include) => {
      const { name, alias = name } = typeof include === 'string' ? { name: include } : include
      return { name: alias, path: `${cube}.${name}` }
    })
  })
}

const identifyingMembers = (cubes: Cube[]) =>
  new Set(
    cubes.flatMap(({ name, dimensions = [] }) =>
      dimensions.filter(({ meta }) => meta?.identifies).map((member) => `${name}.${member.name}`),
    ),
  )
