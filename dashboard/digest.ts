import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What ends up in the bundle: the page's own sources, the questions that it shares, and the packages' versions. */
const SOURCES = ['dashboard', 'semantic-layer', 'cli/ui', 'package-lock.json']

/** A digest of all that the bundle is made from: with one byte changed it is another. */
export async function digestOf(root: string): Promise<string> {
  const hash = createHash('sha256')
  for (const source of SOURCES)
    for (const file of await filesOf(root, source)) hash.update(file).update(await readFile(join(root, file)))
  return hash.digest('hex').slice(0, 16)
}

async function filesOf(root: string, source: string): Promise<string[]> {
  if (source.endsWith('.json')) return [source]
  const names = await readdir(join(root, source), { recursive: true })
  return names
    .filter((name) => /\.(tsx?|css|html|json)$/.test(name))
    .sort()
    .map((name) => `${source}/${name}`)
}
