import { DuckDBInstance } from '@duckdb/node-api'
import { unzipSync } from 'fflate'
import { parse as parseLookml } from 'lookml-parser'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { lookml } from '../../../cli/bi/lookml.ts'
import { martsView } from '../../../cli/bi/marts-sql.ts'
import { metabase } from '../../../cli/bi/metabase.ts'
import { powerbi } from '../../../cli/bi/powerbi.ts'
import { superset } from '../../../cli/bi/superset.ts'
import { type BiModel, biModel } from '../../../cli/bi/views.ts'
import { newLake } from '../../semantic-layer/lake.ts'
import { views as ours } from '../../semantic-layer/model.ts'

let model: BiModel
beforeAll(async () => {
  model = await biModel()
})

type Block = Record<string, unknown>
const names = (block: unknown) => Object.keys((block ?? {}) as Block).filter((name) => !name.startsWith('$'))

/** What LookML's reference allows in each block that is written here. */
const KEYS: Record<string, string[]> = {
  view: ['label', 'sql_table_name', 'dimension', 'dimension_group', 'measure'],
  dimension: ['label', 'description', 'type', 'sql', 'value_format_name'],
  dimension_group: ['label', 'description', 'type', 'timeframes', 'datatype', 'convert_tz', 'sql'],
  measure: ['label', 'description', 'type', 'sql', 'value_format_name', 'drill_fields'],
  explore: ['label', 'description'],
}

describe('LookML', () => {
  const view = (name: string) =>
    parseLookml(lookml(model.views).get(`views/${name}.view.lkml`) as string).view[name]

  it('has a view and an explore for every view of the model', () => {
    const files = lookml(model.views)
    const { explore, connection, include } = parseLookml(files.get('cx.model.lkml') as string)
    const every = ours.map(({ name }) => name).sort()
    expect(names(explore).sort()).toEqual(every)
    expect([...files.keys()].filter((file) => file.startsWith('views/')).length).toBe(every.length)
    expect([connection, include]).toEqual(['cx', '/views/*.view.lkml'])
    for (const name of every) expect(view(name).sql_table_name.trim()).toBe(name)
  })

  it('has every member once, with keys that LookML knows, and refers to fields that there are', () => {
    for (const { name, dimensions, measures } of model.views) {
      const parsed = view(name)
      const groups = names(parsed.dimension_group)
      const fields = [...names(parsed.dimension), ...groups, ...names(parsed.measure)]
      expect(fields.sort(), name).toEqual([...dimensions, ...measures].map((member) => member.name).sort())
      const made = groups.flatMap((group) =>
        ['date', 'week', 'month', 'quarter', 'year'].map((t) => `${group}_${t}`),
      )
      expect(
        made.filter((field) => fields.includes(field)),
        name,
      ).toEqual([])
      expect(names(parsed).filter((key) => !KEYS.view?.includes(key))).toEqual([])
      for (const kind of ['dimension', 'dimension_group', 'measure'])
        for (const [field, block] of Object.entries((parsed[kind] ?? {}) as Record<string, Block>)) {
          if (field.startsWith('$')) continue
          expect(
            names(block).filter((key) => !KEYS[kind]?.includes(key)),
            `${name}.${field}`,
          ).toEqual([])
          expect(String(block.sql).trim()).toMatch(new RegExp(`^(MEASURE\\()?\\$\\{TABLE\\}\\.${field}\\)?$`))
          const drills = (block.drill_fields ?? []) as string[]
          expect(
            drills.filter((drill) => ![...fields, ...made].includes(drill)),
            `${name}.${field}`,
          ).toEqual([])
        }
    }
  })
})

describe('what Superset imports', () => {
  const files = (uri: string) => superset(model, uri)
  const yaml = (path: string, uri = 'duckdb:////x.duckdb') => parse(files(uri).get(`cx/${path}`) as string)

  it('is one bundle of the very files beside it, each linked by uuids that there are', () => {
    const all = files('duckdb:////x.duckdb')
    const bundle = unzipSync(all.get('cx.zip') as Uint8Array)
    expect(Object.keys(bundle).sort()).toEqual([...all.keys()].filter((path) => path !== 'cx.zip').sort())
    const database = yaml('databases/cx.yaml').uuid
    const charts = model.views.map(({ name }) => {
      const dataset = yaml(`datasets/cx/${name}.yaml`)
      const chart = yaml(`charts/${name}.yaml`)
      expect([dataset.database_uuid, chart.dataset_uuid]).toEqual([database, dataset.uuid])
      return chart.uuid
    })
    const { position } = yaml('dashboards/cx.yaml') as {
      position: Record<string, { meta?: { uuid?: string } }>
    }
    const placed = Object.values(position).flatMap(({ meta }) => meta?.uuid ?? [])
    expect(placed.sort()).toEqual(charts.sort())
    expect(new Set(charts).size).toBe(charts.length)
  })

  it('over the SQL API asks for Cube’s measures, and reads the file of DuckDB without writing', () => {
    const dataset = yaml('datasets/cx/store_performance.yaml', 'postgresql+psycopg2://cx@localhost:15432/cx')
    expect(dataset.sql).toBeNull()
    expect(dataset.metrics.find((m: { metric_name: string }) => m.metric_name === 'nps').expression).toBe(
      'MEASURE(nps)',
    )
    expect(yaml('databases/cx.yaml').extra.engine_params.connect_args).toEqual({ read_only: true })
  })
})

describe('a view over the marts', () => {
  it('has for every measure the value that Cube’s own SQL has', async () => {
    const lake = await newLake()
    const file = await lake.build('v1')
    const connection = await (await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' })).connect()
    const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson()
    for (const view of model.views) {
      const { select, measures } = martsView(view, model, 'duckdb')
      const { name } = view
      if (measures.size === 0) continue
      const list = [...measures].map(([measure, expression]) => `${expression} AS ${measure}`)
      const query = { measures: [...measures.keys()].map((measure) => `${name}.${measure}`) }
      expect(await rows(`SELECT ${list.join(', ')} FROM (${select})`), name).toEqual(
        await rows(model.sql('duckdb', query)),
      )
      expect(martsView(view, model, 'athena').measures.size, name).toBe(measures.size)
    }
    connection.closeSync()
    await lake.remove()
  })
})

it('Metabase gets a model for each view, with no column twice', () => {
  const { models } = JSON.parse(metabase(model.views, 'cube', 15432).get('content.json') as string)
  expect(models).toHaveLength(ours.length)
  for (const { sql } of models) {
    const columns = /^SELECT (.*) FROM/.exec(sql)?.[1]?.split(', ') ?? []
    expect(new Set(columns).size, sql).toBe(columns.length)
  }
})

it('Power BI opens at the SQL API, and leaves measures to Cube', () => {
  const { connections } = JSON.parse(powerbi('cube.example', 15432).get('cx.pbids') as string)
  expect(connections[0].details.address).toEqual({ server: 'cube.example:15432', database: 'cx' })
  expect(connections[0].mode).toBe('DirectQuery')
})
