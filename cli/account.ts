import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import type { Account } from '../lambdas/pull/fill.ts'
import { CxError } from './ui/errors.ts'

const Shape = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

/** The account of a source, of this user's own: CX_SOURCE_<NAME>, or a file outside of any repository. Both hold JSON. */
export function accountOf(source: string, environment = process.env): Account {
  const variable = `CX_SOURCE_${source.toUpperCase()}`
  const folder = join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), 'cx-warehouse/sources')
  const file = join(folder, `${source}.json`)
  const text = environment[variable] ?? readIfThere(file)
  if (text === undefined)
    throw new CxError({
      what: `There is no account for ${source}.`,
      allowed: `JSON in ${variable} or in ${file}`,
      next: 'docs/sources.md says what belongs into the account of each source.',
      exitCode: 2,
    })
  try {
    return Shape.parse(JSON.parse(text))
  } catch {
    // What stands in it stays out of the error.
    throw new CxError({
      what: `The account for ${source} is not as it must be (${environment[variable] === undefined ? file : variable}).`,
      allowed: 'a JSON object of texts and lists of texts, such as {"token": "…", "forms": ["lT4Z3j"]}',
      exitCode: 2,
    })
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
