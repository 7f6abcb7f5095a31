import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Contract } from '../contracts/index.ts'
import { CxError } from './ui/errors.ts'

export interface Templates {
  readonly written: string[]
  /** Files that were there already, and stay as they are. */
  readonly kept: string[]
}

/** Writes an empty CSV file with its header for each extract. What is there is only replaced under `force`. */
export async function writeTemplates(
  contracts: readonly Contract[],
  folder: string,
  { force = false } = {},
): Promise<Templates> {
  const templates: Templates = { written: [], kept: [] }
  try {
    await mkdir(folder, { recursive: true })
    for (const contract of contracts) {
      const file = join(folder, `${contract.name}.csv`)
      const done = await write(file, headerOf(contract), force)
      templates[done ? 'written' : 'kept'].push(file)
    }
  } catch (cause) {
    throw new CxError({
      what: `The folder ${folder} cannot be written to`,
      got: (cause as NodeJS.ErrnoException).code,
      next: 'Name another: npx cx contracts --template <folder>',
      cause,
    })
  }
  return templates
}

const headerOf = ({ columns }: Contract) => `${columns.map(({ name }) => name).join(',')}\n`

async function write(file: string, text: string, force: boolean): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
