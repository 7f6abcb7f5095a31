import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Files } from './files.ts'
import type { BiView } from './views.ts'

/**
 * What Metabase is set up with over its REST API, which every edition has: `content.json` holds the database, a model for each
 * view and a question for each with measures, and `setup.mjs` makes them and a dashboard.
 */
export function metabase(views: BiView[], host: string, port: number): Files {
  const content = {
    database: { name: 'cx warehouse', engine: 'postgres', details: { host, port, dbname: 'cx', ssl: false } },
    dashboard: { name: 'Customer experience', description: 'A question for each view, to begin with.' },
    models: views.map(modelOf),
    questions: views.flatMap(questionOf),
  }
  const setup = readFileSync(join(import.meta.dirname, 'metabase-setup.mjs'), 'utf8')
  return new Map([
    ['content.json', `${JSON.stringify(content, null, 2)}\n`],
    ['setup.mjs', setup],
  ])
}

/** The rows of a view: what people then filter and group by clicking. */
const modelOf = ({ name, title, description, dimensions }: BiView) => ({
  name: title,
  description,
  sql: `SELECT ${dimensions.map(({ name: column }) => column).join(', ')} FROM ${name} LIMIT 10000`,
})

/** Ratios hold over any group only as Cube computes them, so a question asks Cube's measures. */
function questionOf({ name, title, dimensions, measures }: BiView) {
  const month = dimensions.find((each) => each.type === 'time' && each.name.endsWith('month'))
  const shown = measures.filter(({ adds }) => !adds).slice(0, 2)
  if (!month || shown.length === 0) return []
  const columns = shown.map((measure) => `MEASURE(${measure.name}) AS ${measure.name}`)
  return [
    {
      name: `${title} by month`,
      display: 'line',
      sql: `SELECT ${month.name}, ${columns.join(', ')} FROM ${name} GROUP BY 1 ORDER BY 1`,
      settings: { 'graph.dimensions': [month.name], 'graph.metrics': shown.map((measure) => measure.name) },
    },
  ]
}
