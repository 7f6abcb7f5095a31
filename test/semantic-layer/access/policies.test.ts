import { describe, expect, it } from 'vitest'
import { withPolicies } from '../../../semantic-layer/access/policies.ts'
import { ROLES } from '../../../semantic-layer/access/roles.ts'
import { cubes, views } from '../model.ts'

/** What names one person, one thing that one person did, or one thing that one person said. */
const OF_ONE_CUSTOMER =
  /\{CUBE\}\.((customer|case|response|invitation|review|mention|order|session|event|contact)_id|\w+_hash)\b/

const view = (access: object, members: object[] | string[] = ['store_id', 'state']) => ({
  fileName: 'views/v.yml',
  content: JSON.stringify({
    views: [{ name: 'v', meta: { access }, cubes: [{ join_path: 'a.c', includes: members }] }],
  }),
})
const cube = (dimensions: object[]) => ({
  fileName: 'cubes/c.yml',
  content: JSON.stringify({ cubes: [{ name: 'c', dimensions }] }),
})

describe('every view of the model', () => {
  it.each(views.map((each) => [each.name, each] as const))(
    '%s says in its meta what a row is, who owns it and which roles see it',
    (_, { meta }) => {
      expect(meta?.grain, 'meta.grain: what one row is, such as "a store and month"').toBeTruthy()
      expect(meta?.owner, 'meta.owner: who answers for its definitions').toBeTruthy()
      const roles = Object.keys(meta?.access ?? { none: 'meta.access, such as { analyst: all }' })
      expect(Object.keys(ROLES)).toEqual(expect.arrayContaining(roles))
    },
  )

  it('shows store managers nothing but rows of stores', () => {
    const scopes = views.flatMap(({ meta }) => meta?.access?.store_manager ?? [])
    expect(scopes.length).toBeGreaterThan(8)
    expect(new Set(scopes)).toEqual(new Set(['own stores']))
  })

  it('marks what identifies a customer', () => {
    const keys = cubes.flatMap(({ name, dimensions = [] }) =>
      dimensions
        .filter((dimension) => OF_ONE_CUSTOMER.test(dimension.sql ?? ''))
        .map((dimension) => [`${name}.${dimension.name}`, dimension.meta?.identifies]),
    )
    expect(keys.length).toBeGreaterThan(1)
    expect(keys.filter(([, identifies]) => identifies !== 'customer')).toEqual([])
  })
})

describe('withPolicies', () => {
  const policies = (...files: { fileName: string; content: string }[]) => withPolicies(files).at(-1)?.content

  it('leaves a view that says nothing to admins', () => {
    const silent = { ...view({}), content: view({}).content.replace('"meta":{"access":{}},', '') }
    expect(policies(silent)).toMatch(/access_policy:\s+- group: admin\s+row_level:\s+allow_all: true\s*$/)
  })

  it('keeps what identifies a customer from all but admins, under its name in the view', () => {
    const key = cube([{ name: 'id', meta: { identifies: 'customer' } }])
    const content = policies(key, view({ analyst: 'all' }, [{ name: 'id', alias: 'case_id' }, { name: 'n' }]))
    expect(content).toMatch(/group: admin\s+row_level:\s+allow_all: true\s+- group: analyst/)
    expect(content).toMatch(/excludes:\s+- case_id\s*$/)
  })

  it.each([
    [
      { manager: 'own stores' },
      ['store_id', 'state'],
      /view v names the role 'manager': other roles are analyst/,
    ],
    [{ admin: 'all' }, ['store_id', 'state'], /names the role 'admin'/],
    [
      { store_manager: 'all' },
      ['store_id', 'state'],
      /gives store_manager 'all': store_manager sees 'own stores'/,
    ],
    [{ analyst: 'own stores' }, ['store_id', 'state'], /gives analyst 'own stores'/],
    [{ store_manager: 'own stores' }, ['store_id'], /needs the dimensions store_id and state/],
  ])('refuses %j over %j', (access, members, message) => {
    expect(() => withPolicies([view(access, members)])).toThrow(message)
  })
})
