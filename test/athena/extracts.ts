import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSample } from '../../sample/generate.ts'
import { corrected, first, older } from '../cli/warehouse/corrections.ts'

export interface Extracts {
  /** Files of all months but the last two, and rows that later files correct. */
  readonly first: string[]
  /** Files of the last two months, and corrections, late rows and older versions of rows. */
  readonly rest: string[]
}

/** A retailer's extracts in two parts, as they come in. */
export async function extractsInTwoParts(stores: number, months: number): Promise<Extracts> {
  const out = await mkdtemp(join(tmpdir(), 'cx-athena-sample-'))
  await generateSample({ stores, months, seed: 7, out })
  const files = (await readdir(out)).filter((name) => name !== 'truth.json').map((file) => join(out, file))
  const monthOf = (file: string) => /-(\d{4}-\d\d)\./.exec(file)?.[1] ?? ''
  const all = [...new Set(files.map(monthOf))].sort()
  const isLast = (file: string) => all.slice(-2).includes(monthOf(file))
  return {
    first: [...files.filter((file) => !isLast(file)), ...(await write(join(out, 'first'), first))],
    rest: [
      ...files.filter(isLast),
      ...(await write(join(out, 'older'), older)),
      ...(await write(join(out, 'corrected'), corrected)),
    ],
  }
}

async function write(folder: string, texts: Record<string, string>): Promise<string[]> {
  await mkdir(folder)
  const files = Object.entries(texts).map(([name, text]) => [join(folder, name), text] as const)
  await Promise.all(files.map(([file, text]) => writeFile(file, text)))
  return files.map(([file]) => file)
}
