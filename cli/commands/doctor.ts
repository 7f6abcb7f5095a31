import { lakeChecks } from '../doctor/lake-checks.ts'
import { toolchainChecks } from '../doctor/toolchain-checks.ts'

export interface Check {
  readonly name: string
  /** False only for what keeps the warehouse from working; what is merely off says so in its detail. */
  readonly ok: boolean
  readonly detail: string
  /** What to do about it. */
  readonly next?: string
}

/** Looks at everything the warehouse needs, starting nothing and changing nothing: it is safe beside a running build. */
export const diagnose = async ({ lake }: { readonly lake: string }): Promise<Check[]> => [
  ...toolchainChecks(),
  ...(await lakeChecks(lake)),
]
