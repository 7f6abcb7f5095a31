import type { Engine } from './engine.ts'
import type { FilePlan } from './write.ts'

/** Months that are made and written together: few files, and little memory however large the sample. */
const batchMonths = (stores: number) => (stores > 2000 ? 1 : 3)

/** Months [from, to) of one batch; `last` month as YYYY-MM is the files' suffix. */
export type Batch = { from: number; to: number; last: string; endsYear: boolean }

/** Splits the months into batches; a year of rare extracts ends with its twelfth month and at the end. */
export const batchesOf = (stores: number, months: number, start: string): Batch[] => {
  const size = batchMonths(stores)
  return Array.from({ length: Math.ceil(months / size) }, (_, n) => {
    const to = Math.min(months, (n + 1) * size)
    return { from: n * size, to, last: monthName(start, to - 1), endsYear: to % 12 === 0 || to === months }
  })
}

/** The name of a month, YYYY-MM, counted from the start. */
export const monthName = (start: string, m: number) =>
  new Date(Date.UTC(Number(start.slice(0, 4)), Number(start.slice(5)) - 1 + m)).toISOString().slice(0, 7)

/** Extracts with a file a batch. Answers and store days carry the surprises of real files, once each. */
export const batchFiles = ({ from, last }: Batch): FilePlan[] => [
  { extract: 'orders', table: 'out_orders', suffix: last },
  { extract: 'order_lines', table: 'out_order_lines', suffix: last },
  {
    extract: 'store_days',
    table: 'out_store_days',
    suffix: last,
    ...(from === 6 && { extra: { name: 'counter_version', value: "'v2'" } }),
  },
  { extract: 'survey_answers', table: 'out_survey_answers', suffix: last, shuffled: from === 3 },
  { extract: 'survey_invitations', table: 'out_survey_invitations', suffix: last },
  { extract: 'web_sessions', table: 'out_web_sessions', suffix: last },
]

// In the order of what they need: answers refer to orders, sessions too.
const batchSql = [
  'alive',
  'orders',
  'order-lines',
  'store-days',
  'responses',
  'survey-answers',
  'survey-invitations',
  'web',
  'reviews',
  'social-mentions',
  'service-cases',
]

const collected = ['out_reviews', 'out_social_mentions', 'case_rows']

/** Makes the tables of a batch, and collects the rare extracts of its year. */
export const makeBatch = async (engine: Engine, { from, to }: Batch) => {
  await engine.setVariables({ batch_from: from, batch_to: to })
  for (const file of batchSql) await engine.runFile(file)
  for (const table of collected) {
    await engine.run(`
      create temp table if not exists year_${table} as from ${table} limit 0;
      insert into year_${table} from ${table}`)
  }
}

/** Extracts with a file a year; call after the year's last batch, before `endYear`. */
export const yearFiles = async (engine: Engine, { to, last }: Batch): Promise<FilePlan[]> => {
  await engine.setVariables({ known_to: to })
  await engine.runFile('cases')
  return [
    { extract: 'reviews', table: 'year_out_reviews', suffix: last },
    { extract: 'social_mentions', table: 'year_out_social_mentions', suffix: last },
    {
      extract: 'service_cases',
      table: 'out_service_cases',
      suffix: last,
      updated: await engine.count('updated_cases'),
    },
  ]
}

/**
 * Forgets the year, but for the cases that are still open: the next file brings their end. Tables are dropped
 * rather than emptied, because the writer finds rows by rowid, which starts at 0 in a new table only.
 */
export const endYear = (engine: Engine) =>
  engine.run(`
    drop table year_out_reviews;
    drop table year_out_social_mentions;
    delete from year_case_rows where resolved_at is null or resolved_at < month_start(getvariable('known_to'))`)
