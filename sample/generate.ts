import { join } from 'node:path'
import { batchesOf, batchFiles, endYear, makeBatch, monthName, yearFiles } from './batches.ts'
import { type Engine, openEngine } from './engine.ts'
import { prepareFolder } from './folder.ts'
import { checkOptions, type SampleOptions, type Story, startOf, storyOf } from './options.ts'
import { writeTruth } from './truth.ts'
import { world } from './world.ts'
import { type FilePlan, type WrittenFile, writeFile } from './write.ts'

export { SampleError, SampleFolderError, SampleOptionError } from './errors.ts'
export type { Progress, SampleOptions } from './options.ts'

/** What was generated: every file with its path and number of rows, and the path of truth.json. */
export type Sample = { files: { extract: string; path: string; rows: number }[]; truth: string }

type Writer = { write: (plans: FilePlan[]) => Promise<void>; files: WrittenFile[] }

const writerTo = (engine: Engine, { out, onProgress }: SampleOptions, total: number): Writer => {
  const files: WrittenFile[] = []
  const write = async (plans: FilePlan[]) => {
    for (const plan of plans) {
      const file = await writeFile(engine, out, plan)
      files.push(file)
      onProgress?.({ extract: file.extract, rows: file.rows, done: files.length, total })
    }
  }
  return { write, files }
}

// In the order of what they need: who goes low and what is done about it decides how everything else looks.
const worldSql = [
  'random',
  'comments',
  'stores',
  'low-draws',
  'low-stores',
  'actions',
  'store-months',
  'campaigns',
  'customers',
  'customer-rows',
  'campaign-extracts',
  'masters',
]

/** The latent world and the master data: everything that the months are made from. */
const makeWorld = async (engine: Engine, options: SampleOptions & { start: string }, story: Story) => {
  const { stores, months, seed, start } = options
  await engine.setVariables({ ...world, ...story, stores, months, seed, start_day: `${start}-01` })
  // Enough draws for a balanced one; fewer where many stores balance by themselves.
  await engine.setVariables({ balance_draws: Math.max(60, Math.min(300, Math.round(300_000 / stores))) })
  for (const file of worldSql) await engine.runFile(file)
}

/** Extracts of master data; customers and actions come twice, the second time with what changed. */
const masterFiles = async (
  engine: Engine,
  start: string,
  { half_month, action_month }: Story,
  months: number,
) => {
  const end = monthName(start, months - 1)
  const plans: FilePlan[] = [
    { extract: 'stores', table: 'out_stores' },
    { extract: 'customers', table: 'out_customers_first', suffix: monthName(start, half_month - 1) },
    {
      extract: 'customers',
      table: 'out_customers_last',
      suffix: end,
      updated: await engine.count(`(select 1 from customer_rows
        inner join out_customers_first using (customer_id) inner join out_customers_last using (customer_id))`),
    },
    { extract: 'campaigns', table: 'out_campaigns' },
    { extract: 'campaign_milestones', table: 'out_campaign_milestones' },
    { extract: 'campaign_contacts', table: 'out_campaign_contacts' },
    { extract: 'actions', table: 'out_actions_first', suffix: monthName(start, action_month - 1) },
    {
      extract: 'actions',
      table: 'out_actions_last',
      suffix: end,
      updated: await engine.count('out_actions_last'),
    },
  ]
  return plans
}

const writeAll = async (engine: Engine, options: SampleOptions & { start: string }): Promise<Sample> => {
  const { stores, months, start, out } = options
  const story = storyOf(options)
  await makeWorld(engine, options, story)

  const masters = await masterFiles(engine, start, story, months)
  const batches = batchesOf(stores, months, start)
  const years = batches.filter(({ endsYear }) => endsYear).length
  const { write, files } = writerTo(engine, options, masters.length + batches.length * 6 + years * 3)

  await write(masters)
  // Hundreds of megabytes in a large sample, and of no more use.
  for (const table of ['customer_rows', ...masters.map((plan) => plan.table)])
    await engine.run(`drop table ${table}`)
  await engine.setVariables({ known_from: 0 })
  for (const batch of batches) {
    await makeBatch(engine, batch)
    await write(batchFiles(batch))
    if (!batch.endsYear) continue
    await write(await yearFiles(engine, batch))
    await endYear(engine)
    await engine.setVariables({ known_from: batch.to })
  }

  return {
    files: files.map(({ extract, path, rows }) => ({ extract, path: join(out, path), rows })),
    truth: await writeTruth(engine, options, story, files),
  }
}

/**
 * Writes the fifteen extracts of a generated retailer into a folder, and truth.json, which says what was planted.
 * The same options give the same bytes. Without a start the months begin in 2024-01, or earlier where
 * they would not end by 2025-12.
 *
 * @throws SampleOptionError when an option is out of its range
 * @throws SampleFolderError when the folder holds files that are not an earlier sample
 */
export const generateSample = async (options: SampleOptions): Promise<Sample> => {
  checkOptions(options)
  await prepareFolder(options.out)
  const engine = await openEngine()
  try {
    return await writeAll(engine, { start: startOf(options.months), ...options })
  } finally {
    engine.close()
  }
}
