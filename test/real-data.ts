import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Where the real extracts are: not part of the project, because of their licences. */
const folder = resolve(import.meta.dirname, '..', process.env.CX_REAL_DATA ?? '../shared/data')

/** A folder of real extracts, or undefined after saying aloud that its tests are skipped. */
export function realData(name: string): string | undefined {
  const found = join(folder, name)
  if (existsSync(found)) return found
  process.stderr.write(
    `SKIPPED: no real extracts in ${found}. Set CX_REAL_DATA to the folder that holds ${name}/.\n`,
  )
  return undefined
}
