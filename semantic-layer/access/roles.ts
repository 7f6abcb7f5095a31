/** Who may ask for what. A view's `meta.access` names the roles that see it; `admin` sees everything. */
export const ROLES = {
  admin: 'everything, also what is about one customer',
  analyst: 'every group of stores and customers, nothing that is about one customer',
  finance: 'what has costs, sales and returns, nothing that is about one customer',
  store_manager: 'the rows of the own stores or regions, and how stores like them do',
} as const

export type Role = keyof typeof ROLES
export const isRole = (name: unknown): name is Role => typeof name === 'string' && Object.hasOwn(ROLES, name)

/** The claims of a token as the model's policies read them (`securityContext`). */
export type Access = { roles: Role[]; stores: string[]; regions: string[] }

/** The names that an identity provider gives to the claims, such as `cognito:groups` for the roles. */
export type ClaimNames = Record<keyof Access, string>
export const CLAIMS: ClaimNames = { roles: 'roles', stores: 'stores', regions: 'regions' }

/**
 * What a verified token allows. Names that are no role of this model are passed over: identity providers put groups of
 * other applications beside ours.
 */
export function accessOf(claims: unknown, names: ClaimNames = CLAIMS): Access {
  const given = typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : {}
  return {
    roles: listed(given[names.roles]).filter(isRole),
    stores: listed(given[names.stores]),
    regions: listed(given[names.regions]),
  }
}

/**
 * The groups that policies are written for: the roles, and a store manager by how the own rows are named. A manager of no
 * store and no region is in no group, because a filter by an empty list may pass everything.
 */
export function groupsOf({ roles, stores, regions }: Access): string[] {
  const others = roles.filter((role) => role !== 'store_manager')
  if (others.length === roles.length) return others
  return [...others, ...(stores.length ? [OWN.stores] : []), ...(regions.length ? [OWN.regions] : [])]
}

/** Groups of store managers: by store, and by region (the state of the store list). */
export const OWN = { stores: 'manager_of_stores', regions: 'manager_of_regions' } as const

/** A claim is a list, or text with blanks or commas between: providers differ. */
function listed(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.map(String)
  return typeof claim === 'string'
    ? claim
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean)
    : []
}
