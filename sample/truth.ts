import { writeFile as writeText } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from './engine.ts'
import type { SampleOptions, Story } from './options.ts'
import type { WrittenFile } from './write.ts'

const perExtract = (files: WrittenFile[]) => {
  const totals: Record<
    string,
    { rows: number; good: number; bad: number; duplicates: number; keys: number }
  > = {}
  for (const { extract, rows, good, bad, duplicates, updated } of files) {
    totals[extract] ??= { rows: 0, good: 0, bad: 0, duplicates: 0, keys: 0 }
    const total = totals[extract]
    total.rows += rows
    total.good += good
    total.bad += bad
    total.duplicates += duplicates
    total.keys += good - updated
  }
  return totals
}

const lowStores = (engine: Engine) =>
  engine.rows(`
    select store_id, cause, csat_drop, sales_drop, queue_factor, month_start(getvariable('low_month'))::varchar as low_since
    from low_stores inner join stores using (store_no) order by place`)

// Sales: after a repair they rise from (1 - drop) to 1, in logarithms by -ln(1 - drop).
const actions = (engine: Engine) =>
  engine.rows(`
    select action_id, store_id, status, cost::integer as cost, planned_on::varchar as planned_on,
      case when is_done then month_start(getvariable('action_month'))::varchar end as start_month,
      has_effect,
      case when has_effect then csat_drop else 0 end as csat_effect,
      case when has_effect then round(-ln(1 - sales_drop), 4) else 0 end as log_sales_effect,
      case when has_effect then round(1 / queue_factor, 4) else 1 end as queue_ratio
    from plans inner join stores using (store_no) order by action_id`)

const stores = (engine: Engine) =>
  engine.rows(`
    select store_id, csat_effect, sales_effect, round(answers_a_month, 2) as answers_a_month,
      round(queue_seconds, 1) as queue_seconds, round(stockout_rate, 4) as stockout_rate
    from stores order by store_no`)

const topics = (engine: Engine) =>
  engine.rows('select topic, language, text from comment_texts order by topic, language, text')

/** Writes what only the tests read: what was planted, and what every file holds. Returns the file's path. */
export const writeTruth = async (
  engine: Engine,
  options: SampleOptions & { start: string },
  story: Story,
  files: WrittenFile[],
) => {
  const { out, onProgress: _, ...asked } = options
  const truth = {
    options: asked,
    story,
    low_stores: await lowStores(engine),
    actions: await actions(engine),
    extracts: perExtract(files),
    files,
    stores: await stores(engine),
    topics: await topics(engine),
  }
  const path = join(out, 'truth.json')
  await writeText(path, `${JSON.stringify(truth, null, 1)}\n`)
  return path
}
