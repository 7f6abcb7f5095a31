import { jarsMissing } from './trino/jars.ts'
import { findJava, JDK_MISSING } from './trino/jdk.ts'

/** The program `java` that runs Trino. */
export const java = findJava() ?? ''

/** Why Trino cannot run here, said aloud, or undefined where it can. */
export const missing = java ? await jarsMissing() : JDK_MISSING

/** Why the marts are not built on it here. Each build takes minutes: together more than continuous integration has. */
export const noBuilds =
  missing ??
  (process.env.CI ? 'The marts are not built on Trino with CI=true: it takes too long.' : undefined)
if (noBuilds) process.stderr.write(`SKIPPED: ${noBuilds}\n`)
