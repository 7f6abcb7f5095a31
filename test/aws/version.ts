import { cp, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
// What is made on each machine, and what git holds.
const LEFT_OUT = ['.cx', '.git', '.venv', 'node_modules', 'target', '__pycache__']

/** Another version of the project: a checkout beside this one in which some files read otherwise. */
export async function otherVersion(
  changes: Readonly<Record<string, (text: string) => string>>,
): Promise<string> {
  const checkout = join(await mkdtemp(join(tmpdir(), 'version-')), 'cx-warehouse')
  await cp(ROOT, checkout, { recursive: true, filter: (path) => !LEFT_OUT.includes(basename(path)) })
  await symlink(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
  for (const [name, change] of Object.entries(changes)) {
    const file = join(checkout, name)
    const [before, after] = [await readFile(file, 'utf8'), change(await readFile(file, 'utf8'))]
    if (after === before) throw new Error(`${name} reads as before: nothing would be upgraded.`)
    await writeFile(file, after)
  }
  return checkout
}
