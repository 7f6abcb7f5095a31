import type { TestProject } from 'vitest/node'
import { type Deployed, deploy } from './deployment.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    deployed: Deployed
  }
}

/** Before the first test: everything is deployed, once for all. After the last: the stand-in for AWS goes. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...deployed } = await deploy()
  project.provide('deployed', deployed)
  return stop
}
