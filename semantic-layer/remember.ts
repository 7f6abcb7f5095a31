import { accessOf, groupsOf } from './access/roles.ts'
import type { Context } from './cube.ts'

type Visibility = (compilers: object, context: Context, cubes: object) => Promise<object>
type GetSql = (query: object, options?: { requestId?: string }) => Promise<unknown>
/** What is used here of Cube's `CompilerApi`, one part of which it keeps to itself. */
type Compiler = { patchVisibilityByAccessPolicy: Visibility; getSql: GetSql }

/**
 * Makes Cube remember what it otherwise works out anew for every request: which members a caller sees, which in this model
 * depends on the caller's groups alone, and a query's SQL, which Cube keeps under a key that holds the request's number.
 */
export function rememberAnswers(compiler: object) {
  const cube = compiler as Compiler
  cube.patchVisibilityByAccessPolicy = byGroups(cube.patchVisibilityByAccessPolicy.bind(cube))
  const ownSql: GetSql = cube.getSql.bind(cube)
  cube.getSql = (query, { requestId: _, ...options } = {}) => ownSql(query, options)
}

function byGroups(own: Visibility): Visibility {
  // By the compiled model, because a model that is compiled anew has other members.
  const known = new WeakMap<object, Map<string, Promise<object>>>()
  return (compilers, context, cubes) => {
    const groups = groupsOf(context.securityContext ?? accessOf({}))
      .sort()
      .join()
    const ofModel = known.get(cubes) ?? new Map<string, Promise<object>>()
    known.set(cubes, ofModel)
    const seen = ofModel.get(groups) ?? own(compilers, context, cubes)
    ofModel.set(groups, seen)
    return seen
  }
}
