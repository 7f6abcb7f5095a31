import { join } from 'node:path'
import type { ICommandHooks } from 'aws-cdk-lib/aws-lambda-nodejs'

const LAMBDAS = join(import.meta.dirname, '../lambdas')

/** Runs commands once a bundle is there, which put something beside it. */
export const beside = (commands: (output: string) => string[]): ICommandHooks => ({
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (_input, output) => commands(output),
})

/** Puts a file beside a bundle that a script below lambdas/ writes. */
export const fileBeside = (name: string, script: string): ICommandHooks =>
  beside((output) => [`"${process.execPath}" "${join(LAMBDAS, script)}" "${join(output, name)}"`])
