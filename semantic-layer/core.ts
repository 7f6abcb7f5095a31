import type { Context } from './cube.ts'
import { rememberAnswers } from './remember.ts'
import { recall, retain, type Transpiled } from './transpiled.ts'
import { type CubeQuery, type Listed, refuseHidden } from './visible-members.ts'

/** A CommonJS module whose export is the class itself. */
type CubeModule = { default: typeof import('@cubejs-backend/server-core').CubejsServerCore }
type Core = InstanceType<CubeModule['default']>
type OrchestratorParts = Parameters<Core['createOrchestratorApi']>
type Compiler = Awaited<ReturnType<Core['getCompilerApi']>>
type CheckAuth = (request: object, token: string) => Promise<{ securityContext: unknown }>
type Rows = Compiler['applyRowLevelSecurity']

/** Loaded on demand: it takes most of a second, which a caller that only reads this file's types need not wait for. */
export async function coreClass() {
  const { default: CubejsServerCore } = (await import('@cubejs-backend/server-core')) as unknown as CubeModule
  return class extends CubejsServerCore {
    /** Cube closes at its end only what was probed by `/readyz`: this makes it close every file. */
    protected override createOrchestratorApi(...[driver, options]: OrchestratorParts) {
      const api = super.createOrchestratorApi(driver, options)
      api.addDataSeenSource('default')
      return api
    }

    /**
     * Sets the guard before Cube's own policies. They answer what they deny with an empty result, for which `/sql` shows
     * the SQL, and they let rows be filtered and sorted by what they hide.
     */
    protected override createCompilerApi(repository: object, options: object) {
      const compiler = super.createCompilerApi(repository, options)
      recall(transpiledBy(compiler))
      rememberAnswers(compiler)
      const ownRows: Rows = compiler.applyRowLevelSecurity.bind(compiler)
      compiler.applyRowLevelSecurity = async (query, evaluated, context) => {
        refuseHidden(query as CubeQuery, await listed(compiler, context), context.overHttp ?? true)
        return ownRows(query, evaluated, context)
      }
      return compiler
    }

    /** The claims of a token, checked as those of an HTTP request are. */
    async claimsOf(token: string): Promise<unknown> {
      const { checkAuthFn } = this.apiGateway() as unknown as { checkAuthFn: CheckAuth }
      return (await checkAuthFn({}, token)).securityContext
    }

    /** Closes the connections to a file that is no longer served. */
    forget(file: string) {
      const { storage } = this.orchestratorStorage as unknown as { storage: Map<string, unknown> }
      storage.delete(file)
    }

    /** Compiles the model, which a first question would wait for. */
    async compile() {
      const compiler = await this.getCompilerApi({} as never)
      await listed(compiler, {})
      await retain(transpiledBy(compiler))
    }
  }
}

/** Cube keeps it to itself. */
const transpiledBy = (compiler: object) => (compiler as { compiledYamlCache: Transpiled }).compiledYamlCache

/** Every member of the model, with whether this caller sees it. */
const listed = (compiler: Compiler, context: Context): Promise<Listed[]> =>
  compiler.metaConfig(context as never, { requestId: context.requestId ?? '' })
