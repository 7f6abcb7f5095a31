import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BiView, biModel } from '../../cli/bi/views.ts'
import { loadQuery } from '../../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../../semantic-layer/serve.ts'
import { builtLake, cx } from '../built-lake.ts'
import { views } from '../semantic-layer/model.ts'
import { type Ask, supersetWith } from './superset.ts'

type Listed<T> = { result: T[] }
type Dataset = { id: number; table_name: string }
type Chart = { slice_name: string; viz_type: string; datasource_id: number; params: string }
type Drawn = { result: { rowcount: number; error: string | null; data: Record<string, unknown>[] }[] }

let folder: string
let ask: Ask
let superset: Awaited<ReturnType<typeof supersetWith>>
let layer: SemanticLayer
let model: BiView[]

beforeAll(async () => {
  // CX_LAKE takes a lake that is there already.
  const lake = process.env.CX_LAKE || (await builtLake()).lake
  folder = await mkdtemp(join(tmpdir(), 'cx-bundle-'))
  const { exitCode, stderr } = await cx('bi', 'superset', '--out', folder, '--lake', lake)
  expect(exitCode, stderr).toBe(0)
  superset = await supersetWith(join(folder, 'cx.zip'))
  ask = superset.ask
  layer = await startSemanticLayer({ lake, port: 0 })
  model = (await biModel()).views
}, 1_800_000)

afterAll(async () => {
  await layer?.close()
  await superset?.close()
  if (folder) await rm(folder, { recursive: true })
})

const all = (kind: string) => ask<Listed<never>>(`${kind}/?q=(page_size:100)`).then(({ result }) => result)

/** What the page of a chart asks for: its columns, or its metrics over time. */
function queryOf({ viz_type, params }: Chart) {
  const { all_columns, metrics, x_axis } = JSON.parse(params)
  if (viz_type === 'table') return { columns: all_columns, metrics: null, row_limit: 100, orderby: [] }
  const time = {
    label: x_axis,
    sqlExpression: x_axis,
    expressionType: 'SQL',
    columnType: 'BASE_AXIS',
    timeGrain: 'P1M',
  }
  return { columns: [time], metrics, row_limit: 1000 }
}

const draw = (chart: Chart, query: object) =>
  ask<Drawn>('chart/data', {
    datasource: { id: chart.datasource_id, type: 'table' },
    queries: [query],
    result_format: 'json',
    result_type: 'full',
  }).then(({ result }) => result[0])

describe('Superset', () => {
  it('has a dataset and a chart for every view, on one dashboard', async () => {
    const [datasets, charts, dashboards] = await Promise.all([all('dataset'), all('chart'), all('dashboard')])
    const names = (datasets as Dataset[]).map(({ table_name }) => table_name)
    expect(names.sort()).toEqual(views.map(({ name }) => name).sort())
    expect(charts).toHaveLength(views.length)
    expect((dashboards as { dashboard_title: string }[]).map((each) => each.dashboard_title)).toEqual([
      'Customer experience',
    ])
    expect((await ask<Listed<never>>('dashboard/customer-experience/charts')).result).toHaveLength(
      views.length,
    )
  })

  it('draws every chart, and none is empty but of a view without rows', async () => {
    const names = new Map(((await all('dataset')) as Dataset[]).map(({ id, table_name }) => [id, table_name]))
    const drawn: [string, number][] = []
    for (const chart of (await all('chart')) as Chart[]) {
      const result = await draw(chart, queryOf(chart))
      expect(result?.error ?? null, chart.slice_name).toBeNull()
      drawn.push([names.get(chart.datasource_id) ?? '', result?.rowcount ?? 0])
    }
    console.log(drawn.map(([name, rows]) => `${name}: ${rows} rows`).join('\n'))
    expect(drawn).toHaveLength(views.length)
    for (const [name] of drawn.filter(([, rows]) => rows === 0)) {
      const dimension = model.find((view) => view.name === name)?.dimensions[0]?.name
      expect(await loadQuery(layer, { dimensions: [`${name}.${dimension}`], limit: 1 }), name).toEqual([])
    }
  })

  it('draws the very numbers that Cube serves', async () => {
    const charts = (await all('chart')) as Chart[]
    const chart = charts.find(({ slice_name }) => slice_name.startsWith('Store performance')) as Chart
    const metrics = ['nps', 'csat_mean', 'gross_margin_rate', 'sales']
    const result = await draw(chart, {
      ...queryOf(chart),
      columns: ['state'],
      metrics,
      orderby: [['state', true]],
    })
    const served = await loadQuery(layer, {
      measures: metrics.map((name) => `store_performance.${name}`),
      dimensions: ['store_performance.state'],
      order: { 'store_performance.state': 'asc' },
    })
    expect(result?.data.length).toBeGreaterThan(5)
    const theirs = new Map(result?.data.map((row) => [row.state, row]))
    for (const row of served)
      for (const metric of metrics)
        expect(
          Number(theirs.get(row['store_performance.state'])?.[metric]),
          `${row['store_performance.state']} ${metric}`,
        ).toBeCloseTo(Number(row[`store_performance.${metric}`]), 6)
  })
})
