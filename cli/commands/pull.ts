import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Command } from 'commander'
import { requireExtractOf } from '../../lambdas/land/extract-of.ts'
import { type Landed, type Landing, landFile } from '../../lambdas/land/land.ts'
import { pullSource } from '../../lambdas/pull/pull.ts'
import type { Pulled } from '../../lambdas/pull/stream-pull.ts'
import { readSources, SOURCES_FOLDER } from '../../lambdas/sources/read-sources.ts'
import type { Source } from '../../lambdas/sources/source.ts'
import { accountOf } from '../account.ts'
import { type CommonOptions, type Context, contextOf, print, withCommonOptions } from '../context.ts'
import { pseudonymKey } from '../pseudonym-key.ts'
import { summariseQuarantine } from '../quarantine.ts'
import { CxError } from '../ui/errors.ts'
import { formatCount } from '../ui/format.ts'
import { describeBadRows } from '../views/landing.ts'
import { pulledTable } from '../views/pulled.ts'

/** What came of a pull. */
export interface PullResult {
  readonly streams: readonly Pulled[]
  readonly landed: readonly Landed[]
}

interface PullOptions extends CommonOptions {
  sources: string
}

export function pullCommand(): Command {
  return withCommonOptions(new Command('pull'))
    .description('Pull what has changed in a source since the last time, and land it.')
    .argument('<source>', 'the name of its file, without .yml')
    .option('--sources <folder>', 'where the files of sources are', SOURCES_FOLDER)
    .addHelpText('after', () => `\nSources: ${namesIn(SOURCES_FOLDER).join(', ')}\n${WHERE}`)
    .action(async (name: string, options: PullOptions) => {
      const context = contextOf(options)
      const result = await pull(context, requireSource(name, options.sources))
      const quarantine = await summariseQuarantine(context.lake, [...result.landed])
      print(
        context,
        { ...result, quarantine },
        () => `${pulledTable(result, name)}${describeBadRows(quarantine, options.lake)}`,
      )
    })
}

const WHERE = 'The account is JSON in CX_SOURCE_<NAME> or in a file; docs/sources.md says what belongs in it.'

const pullable = (folder: string) => readSources(folder).filter(({ api }) => api)
const namesIn = (folder: string) => pullable(folder).map(({ name }) => name)

function requireSource(name: string, folder: string): Source {
  const source = pullable(folder).find((each) => each.name === name)
  if (source) return source
  throw new CxError({
    what: `There is no source ${name} that could be pulled.`,
    allowed: namesIn(folder),
    next: 'docs/sources.md says how to write one: a file of that name, such as shop.yml, with --sources for its folder.',
    exitCode: 2,
  })
}

/** Pulls a source and lands what comes, file by file: killed in between, the next pull goes on. */
export async function pull(context: Context, source: Source): Promise<PullResult> {
  const { lake, progress } = context
  await lake.sweep()
  const account = accountOf(source.name)
  const landing = { lake, now: () => new Date(), pseudonymKey: () => pseudonymKey(progress) }
  const landed: Landed[] = []
  const drop = async (key: string, bytes: Uint8Array) =>
    void landed.push(await landBytes(landing, key, bytes))
  const streams = await progress.step(`Pulling ${source.name}`, async (step) => {
    const pulled = await pullSource({ lake, account, drop }, source)
    step.detail(
      formatCount(
        pulled.reduce((sum, { records }) => sum + records, 0),
        'record',
      ),
    )
    return pulled
  })
  return { streams, landed }
}

async function landBytes(landing: Landing, key: string, bytes: Uint8Array): Promise<Landed> {
  const { folder, dispose } = await landing.lake.scratch()
  try {
    const file = join(folder, basename(key))
    await writeFile(file, bytes)
    return await landFile(landing, requireExtractOf(key), file, { name: key })
  } finally {
    await dispose()
  }
}
