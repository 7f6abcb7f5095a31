import { join } from 'node:path'
import type { ICommandHooks } from 'aws-cdk-lib/aws-lambda-nodejs'

const BUNDLE = join(import.meta.dirname, '../lambdas/sources/bundle.ts')

/** Where a function finds the sources, seen from the folder that its code runs in. */
export const SOURCES_FILE = 'sources.json'

/** Puts the checked sources beside a bundle. */
export const withSources: ICommandHooks = {
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (_input, output) => [`"${process.execPath}" "${BUNDLE}" "${join(output, SOURCES_FILE)}"`],
}
