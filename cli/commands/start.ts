import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import type { FolderLake } from '../../lambdas/land/folder-lake.ts'
import { loadQuery } from '../../semantic-layer/query.ts'
import { type Story, tellStory } from '../../semantic-layer/story.ts'
import { type CommonOptions, type Context, contextOf, withCommonOptions } from '../context.ts'
import { describePlanted, type PlantedAction } from '../views/planted.ts'
import { describeStory } from '../views/story.ts'
import { buildWarehouse } from '../warehouse/build.ts'
import { folderDigest } from '../warehouse/fingerprint.ts'
import { describeBuild } from './build.ts'
import { land } from './land.ts'
import { withSemanticLayer } from './query.ts'
import { makeSample, type SampleSize } from './sample.ts'
import { portOf, type ServeOptions, serve, serveUntilInterrupted } from './serve.ts'

interface StartOptions extends CommonOptions, ServeOptions {
  serve: boolean
  extracts: string
}

const SIZE = { stores: 1000, months: 24, seed: 7 }

export function startCommand(): Command {
  return withCommonOptions(new Command('start'))
    .description('Generate a sample retailer, land it, build the marts, tell the story and serve it.')
    .option('--no-serve', 'return after the story')
    .option('--extracts <folder>', 'where the sample goes', 'extracts')
    .option('--port <number>', 'the port to serve on; 0 takes any free one', portOf, 4000)
    .option('--host <address>', 'the address to serve on', '127.0.0.1')
    .action(async (options: StartOptions) => {
      const context = contextOf(options)
      await prepare(context, options.extracts)
      if (!options.serve) return tell(context, options.extracts, await storyOnce(context))
      const layer = await serve(context, options)
      await tell(context, options.extracts, await tellStory((query) => loadQuery(layer, query)))
      await serveUntilInterrupted(layer)
    })
}

/** From nothing to built marts. What was done before and still holds is not done again. */
async function prepare(context: Context, out: string): Promise<void> {
  await sampleOnce(context, { ...SIZE, out })
  const { landed, refused } = await land(context, [out], {})
  const rows = (count: 'received' | 'landed' | 'quarantined' | 'duplicates') =>
    landed.reduce((sum, file) => sum + file[count], 0).toLocaleString('en')
  context.progress.note(
    `${landed.length} files: ${rows('received')} rows received = ${rows('landed')} landed + ${rows('quarantined')} quarantined + ${rows('duplicates')} duplicates`,
  )
  for (const { error } of refused) context.progress.note(`Refused: ${error}`)
  context.progress.note(describeBuild(await buildWarehouse(context)))
}

/** Generates the sample unless it lies there already, made by this very generator. */
async function sampleOnce(context: Context, size: SampleSize): Promise<void> {
  const stamp = JSON.stringify({ ...size, generator: await folderDigest('sample') })
  const key = 'sample.json'
  if (existsSync(join(size.out, 'truth.json')) && (await context.lake.read(key)) === stamp) return
  await context.lake.remove(key)
  await makeSample(context, size)
  await context.lake.writeOnce(key, stamp)
}

const storyOnce = (context: Context): Promise<Story> =>
  withSemanticLayer(context, (layer) => tellStory((query) => loadQuery(layer, query)))

async function tell({ json, lake }: Context, out: string, story: Story): Promise<void> {
  const truth = JSON.parse(await readFile(join(out, 'truth.json'), 'utf8')) as { actions: PlantedAction[] }
  const told = [describeStory(story), describePlanted(story, truth.actions)].filter((part) => part !== '')
  process.stdout.write(
    json ? `${JSON.stringify(story, null, 2)}\n` : `\n${told.join('\n\n')}\n${nextSteps(lake)}\n`,
  )
}

const nextSteps = ({ folder }: FolderLake) => `
Your own extracts: npx cx land <file or folder> --lake <your lake>, then npx cx build and npx cx query with the same --lake.
Files of another shape: npx cx land <folder> --map <map>; docs/maps.md shows how to write one.
This lake is ${folder}.`
