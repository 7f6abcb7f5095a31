import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadQuery } from '../../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../../semantic-layer/serve.ts'
import { type Story, tellStory } from '../../semantic-layer/story.ts'
import { newLake } from './lake.ts'

let lake: Awaited<ReturnType<typeof newLake>>
let server: SemanticLayer
const tell = () => tellStory((query) => loadQuery(server, query))

beforeAll(async () => {
  lake = await newLake()
  await lake.build('v1')
  server = await startSemanticLayer({ lake: lake.lake, port: 0 })
})

afterAll(async () => {
  await server?.close()
  await lake?.remove()
})

describe('tellStory', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell()
  })

  it('stands in the last month with flags before the first action was planned', () => {
    expect(story.asOf).toBe('2025-02')
  })

  it('names each low store once, by its longer window', () => {
    expect(story.metric).toBe('csat')
    expect(story.lowStores).toHaveLength(1)
    expect(story.lowStores[0]).toMatchObject({
      store_id: 's01',
      state: 'West',
      window_months: 6,
      mean: 3,
      responses: 60,
      shrunken_z: -4.2,
    })
  })

  it('tells what sets them apart from what does not', () => {
    expect(story.drivers.differ.map(({ factor }) => factor)).toEqual(['queue_seconds'])
    expect(story.drivers.alike.map(({ factor }) => factor)).toEqual(['state', 'stockout_rate'])
  })

  it('names unusual segments with their interval, and how many were looked at', () => {
    expect(story.segments).toMatchObject({
      seen: 1,
      found: [{ kind: 'loyalty_tier', segment: 'none', other_kind: 'age', verdict: 'worse', customers: 120 }],
    })
    expect(story.segments.found[0]).toMatchObject({
      difference: -0.5,
      difference_low: -0.7,
      difference_high: -0.3,
    })
  })

  it('lists actions with role, status and cost, rejected ones too', () => {
    expect(story.actions.map(({ owner_role, status, cost }) => [owner_role, status, cost])).toEqual([
      ['store manager', 'done', 12000],
      ['property lead', 'rejected', 800],
    ])
  })

  it('follows the gap of each action from three months before to five after', () => {
    const [gap] = story.gaps
    expect([gap?.actionId, gap?.metric]).toEqual(['a01', 'csat_mean'])
    expect(gap?.months.map((month) => month.months_from_start)).toEqual([-3, -2, -1, 0, 1, 2, 3, 4, 5])
    expect(gap?.months[0]).toMatchObject({ month: '2025-01', value: 3, gap: -1 })
  })

  it('sets the effect with its interval beside the naive change and the difference in differences', () => {
    expect(story.effects[0]).toMatchObject({
      expected_recovery: 0.15,
      effect: 0.7,
      effect_low: 0.4,
      effect_high: 1,
      verdict: 'not judged',
      naive_change: 0.9,
      naive_low: 0.6,
      did_effect: 0.85,
      did_low: 0.5,
      did_high: 1.2,
    })
  })

  it('pools the effects of all actions', () => {
    expect(story.pooled).toMatchObject([{ programme: 'all', metric: 'csat_mean', actions: 1, effect: 0.7 }])
  })

  it('says what each action returned, from low to high', () => {
    expect(story.roi[0]).toMatchObject({
      action_id: 'a01',
      estimator: 'expected_path',
      roi_low: -0.9942,
      roi: -0.9583,
      roi_high: -0.9242,
    })
    expect(story.roi[1]).toMatchObject({ action_id: 'a02', is_measured: false, roi: null })
  })
})

describe('tellStory with less', () => {
  it('stands in the latest month with flags when there is no action', async () => {
    await lake.build(
      'no-actions',
      'delete from marts.fct_actions; delete from marts.cmp_months; delete from marts.cmp_effects; delete from marts.cmp_pooled; delete from marts.roi_actions; delete from marts.seg_found',
    )
    expect(await tell()).toMatchObject({
      asOf: '2025-09',
      segments: { seen: 0, found: [] },
      actions: [],
      gaps: [],
      effects: [],
      pooled: [],
      roi: [],
      drivers: { differ: [], alike: [] },
    })
  })

  it('is empty when nothing is low', async () => {
    await lake.build(
      'nothing',
      `update marts.watch_low_stores set flag = 'none'; delete from marts.drv_store_factors`,
    )
    expect(await tell()).toMatchObject({
      asOf: null,
      metric: null,
      lowStores: [],
      drivers: { differ: [], alike: [] },
    })
  })
})
