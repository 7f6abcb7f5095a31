import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot } from '../cli/context.ts'
import { ask, withDatabase } from '../cli/warehouse/duckdb.ts'
import { runModels } from '../cli/warehouse/models.ts'

/** Customers whose answers depend on one segment of two conditions, or on none. */
export interface SegmentWorld {
  readonly runs: number
  readonly seed: number
  readonly customers: number
  /** Points by which the planted segment answers lower. */
  readonly planted: number
}

/** Means over runs. */
export interface SegmentFigures {
  /** Of what is found: the share in which nothing is unusual; 0 where nothing is found. */
  readonly false_discoveries: number
  readonly false_discoveries_se: number
  /** How often the planted segment is found. */
  readonly power: number
  /** Segments found, per run. */
  readonly found: number
}

/** The marts' search on one world. Works in `folder`, which must be there. */
export async function validateSegments(folder: string, world: SegmentWorld): Promise<SegmentFigures> {
  const database = join(folder, 'segments.duckdb')
  await withDatabase(database, async (connection) => {
    for (const [name, value] of Object.entries(world)) await connection.run(`set variable ${name} = ${value}`)
    for (const file of ['sample/sql/random.sql', 'validate/segments.sql'])
      await connection.run(await readFile(join(projectRoot, file), 'utf8'))
  })
  await runModels({
    database,
    workFolder: join(folder, 'dbt'),
    select: ['int_found_sums', 'int_found_comparisons', 'seg_found'],
  })
  const [figures] = await ask<SegmentFigures>(figuresSql(world.planted), database)
  if (!figures) throw new Error('No segment was looked at.')
  return figures
}

/**
 * The planted segment is unusual, and so is each of its two conditions and, by what they lack, the other segments of
 * their kinds; any other segment, alone or within one of those, is not.
 */
const figuresSql = (planted: number) => `
  with judged as (
    select
      metric,
      is_found,
      kind = 'kind 1' and segment = 'segment 1' and other_kind = 'kind 2' and other_segment = 'segment 2' as is_planted,
      ${planted} > 0 and other_kind = '' and kind in ('kind 1', 'kind 2') as is_part
    from marts.seg_found
  ),
  by_run as (
    select
      metric,
      count(*) filter (is_found) as found,
      coalesce(count(*) filter (is_found and not is_part and not (is_planted and ${planted} > 0))
        / nullif(count(*) filter (is_found), 0), 0) as false_share,
      bool_or(is_found and is_planted) as planted_found
    from judged group by metric
  )
  select
    avg(false_share) as false_discoveries,
    stddev_samp(false_share) / sqrt(count(*)) as false_discoveries_se,
    avg(planted_found::integer) as power,
    avg(found) as found
  from by_run`
