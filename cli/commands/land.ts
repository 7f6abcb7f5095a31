import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { Command } from 'commander'
import { contracts } from '../../contracts/index.ts'
import { extractOf, requireExtractOf } from '../../lambdas/land/extract-of.ts'
import { isData } from '../../lambdas/land/format.ts'
import { type Landed, type Landing, landFile } from '../../lambdas/land/land.ts'
import { landMapping, readMap } from '../../lambdas/land/map.ts'
import { type CommonOptions, type Context, contextOf, print, withCommonOptions } from '../context.ts'
import { pseudonymKey } from '../pseudonym-key.ts'
import { type BadRows, summariseQuarantine } from '../quarantine.ts'
import { requireContract } from '../require-contract.ts'
import { CxError } from '../ui/errors.ts'
import { formatCount } from '../ui/format.ts'
import { describeBadRows, landingTable } from '../views/landing.ts'

interface LandOptions extends CommonOptions {
  map?: string
  extract?: string
}

/** What became of each file that was named. */
export interface LandResult {
  landed: Landed[]
  refused: { file: string; error: string }[]
  ignored: string[]
  quarantine: BadRows[]
}

export function landCommand(): Command {
  return withCommonOptions(new Command('land'))
    .description('Check extracts against their contracts and land them in the lake.')
    .argument('<path...>', 'files or folders; a name that begins like an extract says which one it is')
    .option('--map <folder>', 'make the extracts of foreign files with the selects of this folder')
    .option('--extract <name>', 'the extract that the files hold, whatever their names')
    .addHelpText('after', `\nExtracts: ${contracts.map(({ name }) => name).join(', ')}`)
    .action(async (paths: string[], options: LandOptions) => {
      const context = contextOf(options)
      const result = await land(context, paths, options)
      print(
        context,
        result,
        () => `${landingTable(result)}${describeBadRows(result.quarantine, options.lake)}`,
      )
      if (result.refused.length > 0) process.exitCode = 1
    })
}

/** Lands files and folders. A file that is refused does not keep the others from landing. */
export async function land(
  context: Context,
  paths: string[],
  options: Partial<LandOptions>,
): Promise<LandResult> {
  await context.lake.sweep()
  const files = (await Promise.all(paths.map(filesBelow))).flat()
  const jobs = options.map ? await mapJobs(options.map, files) : fileJobs(files, paths, options.extract)
  const landing = {
    lake: context.lake,
    now: risingClock(),
    pseudonymKey: () => pseudonymKey(context.progress),
  }
  const result: LandResult = { landed: [], refused: [], ignored: jobs.ignored, quarantine: [] }
  for (const job of jobs.jobs) {
    await context.progress
      .step(`Landing ${job.name}`, async (step) => {
        const landed = await job.run(landing)
        step.detail(landed.already ? 'landed before' : formatCount(landed.received, 'row'))
        result.landed.push(landed)
      })
      .catch((error: Error) => result.refused.push({ file: job.name, error: error.message }))
  }
  result.quarantine = await summariseQuarantine(context.lake, result.landed)
  return result
}

interface Job {
  name: string
  run(landing: Landing): Promise<Landed>
}

async function mapJobs(map: string, files: string[]): Promise<{ jobs: Job[]; ignored: string[] }> {
  const mappings = await readMap(map)
  const jobs = mappings.map((mapping) => ({
    name: mapping.name,
    run: (landing: Landing) => landMapping(landing, mapping, files),
  }))
  return { jobs, ignored: [] }
}

function fileJobs(files: string[], named: string[], extract?: string): { jobs: Job[]; ignored: string[] } {
  const contract = extract === undefined ? undefined : requireContract(extract)
  // A file that was named is meant; one that lies in a folder may be anything.
  const isMeant = (file: string) => contract || named.includes(file) || (isData(file) && extractOf(file))
  const jobs = files.filter(isMeant).map((file) => ({
    name: basename(file),
    run: async (landing: Landing) => landFile(landing, contract ?? requireExtractOf(file), file),
  }))
  return { jobs, ignored: files.filter((file) => !isMeant(file)).map((file) => relative('.', file)) }
}

async function filesBelow(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined)
  if (!found) {
    throw new CxError({
      what: `There is no file or folder ${path}.`,
      next: 'cx land takes extracts such as orders.csv, or a folder of them.',
      exitCode: 2,
    })
  }
  if (found.isFile()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** A clock that never shows the same time twice: of two files with the same key, the one landed later must win. */
function risingClock(): () => Date {
  let last = 0
  return () => {
    last = Math.max(last + 1, Date.now())
    return new Date(last)
  }
}
