import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where the model lies: cubes over the marts (hidden), and views (what may be asked). */
export const MODEL = join(import.meta.dirname, 'model')

/** The model as Cube takes it. Its own reader looks only under the working directory. */
export const modelFiles = {
  localPath: () => MODEL,
  dataSchemaFiles: async () => {
    const names = (await readdir(MODEL, { recursive: true })).filter((name) => name.endsWith('.yml')).sort()
    return Promise.all(
      names.map(async (fileName) => ({ fileName, content: await readFile(join(MODEL, fileName), 'utf8') })),
    )
  },
}
