import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask } from '../../cli/warehouse/duckdb.ts'
import { validateSegments } from '../../validate/segments.ts'
import { retailerOfSegments } from '../../validate/worlds.ts'

test('a segment of two conditions that answers lower is found, and hardly anything else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cx-validate-'))
  const figures = await validateSegments(folder, { ...retailerOfSegments, planted: 0.6, runs: 6 })
  const [planted] = await ask<Record<string, number | string>>(
    `with members as (
       from intermediate.int_found_members join intermediate.int_found_conditions using (condition)
     ),
     own as (
       select first.customer_id, first.value,
         first.segment = 'segment 1' and second.segment = 'segment 2' as is_in
       from members as first join members as second using (metric, customer_id)
       where metric = 'run 3' and first.kind = 'kind 1' and second.kind = 'kind 2'
     )
     select customers::integer = (select count(*) from own where is_in) as has_its_customers,
       abs(difference - (select avg(value) filter (is_in) - avg(value) filter (not is_in) from own)) < 1e-12 as differs_as_much,
       difference_high < 0 as is_sure, verdict
     from marts.seg_found
     where metric = 'run 3' and segment = 'segment 1' and other_segment = 'segment 2'
       and kind = 'kind 1' and other_kind = 'kind 2'`,
    join(folder, 'segments.duckdb'),
  )
  await rm(folder, { recursive: true })

  expect(figures.power).toBe(1)
  expect(figures.false_discoveries).toBeLessThan(0.25)
  expect(planted).toEqual({
    ...{ has_its_customers: true, differs_as_much: true, is_sure: true, verdict: 'worse' },
  })
})
