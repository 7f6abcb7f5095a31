import { Command } from 'commander'
import type { Sample } from '../../sample/generate.ts'
import { type CommonOptions, type Context, contextOf, print, withCommonOptions } from '../context.ts'
import { CxError } from '../ui/errors.ts'
import { formatCount } from '../ui/format.ts'

export interface SampleSize {
  stores: number
  months: number
  seed: number
  out: string
  start?: string
}

const wholeNumber = (name: string) => (text: string) => {
  if (/^\d+$/.test(text)) return Number(text)
  throw new CxError({ what: `--${name} is no whole number`, got: text, exitCode: 2 })
}

export function sampleCommand(): Command {
  return withCommonOptions(new Command('sample'))
    .description(
      'Generate the extracts of a retailer, to try the warehouse on. The same seed gives the same bytes.',
    )
    .option('--stores <number>', 'how many stores', wholeNumber('stores'), 1000)
    .option('--months <number>', 'how many months', wholeNumber('months'), 24)
    .option('--seed <number>', 'another seed, another retailer', wholeNumber('seed'), 7)
    .option('--start <month>', 'the first month (default: 2024-01, or earlier to end by 2025-12)')
    .option('--out <folder>', 'where the files go', 'extracts')
    .action(async (options: SampleSize & CommonOptions) => {
      const context = contextOf(options)
      const sample = await makeSample(context, options)
      print(context, sample, () => describeSample(sample, options.out))
    })
}

export async function makeSample({ progress }: Context, size: SampleSize): Promise<Sample> {
  const { generateSample } = await import('../../sample/generate.ts')
  const { stores, months, seed, out, start } = size
  return progress.step(
    `Generating ${formatCount(stores, 'store')} over ${formatCount(months, 'month')}`,
    (step) =>
      generateSample({
        ...{ stores, months, seed, out },
        ...(start ? { start } : {}),
        onProgress: ({ done, total }) => step.count(done, { total, of: 'file' }),
      }),
  )
}

function describeSample({ files }: Sample, out: string): string {
  const rows = files.reduce((sum, file) => sum + file.rows, 0)
  return `Wrote ${formatCount(files.length, 'file')} with ${formatCount(rows, 'row')} to ${out}.\nNext: npx cx land ${out}`
}
