import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSample } from '../../sample/generate.ts'
import { corrected, first, older } from '../cli/warehouse/corrections.ts'

export interface Extracts {
  /** Files of all months but the last, and rows that later files correct. */
  readonly first: string[]
  /** The other files, and corrections, late rows and older versions of rows. */
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
    first: [
      ...files.filter((file) => !isLast(file)),
      ...(await write(join(out, 'first'), { ...first, ...longAgo })),
    ],
    rest: [
      ...files.filter(isLast),
      ...(await write(join(out, 'older'), older)),
      ...(await write(join(out, 'corrected'), corrected)),
    ],
  }
}

/** More months than Athena writes partitions at once. */
const longAgo = {
  'store_days-long-ago.csv': [
    'store_id,day,visitors,queue_seconds',
    ...Array.from(
      { length: 120 },
      (_, n) => `S00001,${2001 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}-01,10,100`,
    ),
  ].join('\n'),
}

async function write(folder: string, texts: Record<string, string>): Promise<string[]> {
  await mkdir(folder)
  const files = Object.entries(texts).map(([name, text]) => [join(folder, name), text] as const)
  await Promise.all(files.map(([file, text]) => writeFile(file, text)))
  return files.map(([file]) => file)
}
