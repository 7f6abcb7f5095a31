import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withPolicies } from './access/policies.ts'

/** Where the model lies: cubes over the marts (hidden), and views (what may be asked). */
export const MODEL = join(import.meta.dirname, 'model')

/** The model as Cube takes it, with each view's policies. Cube's own reader looks only under the working directory. */
export const modelFiles = {
  localPath: () => MODEL,
  dataSchemaFiles: async () => {
    const names = (await readdir(MODEL, { recursive: true })).filter((name) => name.endsWith('.yml')).sort()
    const files = names.map(async (fileName) => ({
      fileName,
      content: await readFile(join(MODEL, fileName), 'utf8'),
    }))
    return withPolicies(await Promise.all(files))
  },
}
