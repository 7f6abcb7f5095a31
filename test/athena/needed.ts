import { jarsMissing } from './trino/jars.ts'
import { findJava, JDK_MISSING } from './trino/jdk.ts'

/** The program `java` that runs Trino. */
export const java = findJava() ?? ''

/** Why Trino cannot run here, said aloud, or undefined where it can. */
export const missing = java ? await jarsMissing() : JDK_MISSING
if (missing) process.stderr.write(`SKIPPED: ${missing}\n`)
