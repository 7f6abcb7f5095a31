import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import type { BenchOptions } from './bench.ts'

process.env.CX_PSEUDONYM_KEY ??= 'a key that is only used in benchmarks'

export const CX = join(import.meta.dirname, '../cli/cx.mjs')

/** Runs `cx` as a person does. */
export const cx = (...args: string[]) => execa('node', [CX, ...args])

/** A lake into which a sample of so many stores and months has landed. */
export async function landedSample(
  { scratch, say }: BenchOptions,
  stores: number,
  months = 24,
): Promise<string> {
  const [extracts, lake] = [join(scratch, `extracts-${stores}`), join(scratch, `lake-${stores}`)]
  say(`generates and lands ${stores} stores over ${months} months`)
  await cx('sample', '--quiet', '--stores', String(stores), '--months', String(months), '--out', extracts)
  await cx('land', '--quiet', extracts, '--lake', lake)
  await rm(extracts, { recursive: true })
  return lake
}

/** The same, with its marts. */
export async function builtSample(options: BenchOptions, stores: number): Promise<string> {
  const lake = await landedSample(options, stores)
  await cx('build', '--quiet', '--lake', lake)
  return lake
}
