import type { SupersetChart } from './superset-charts.ts'
import { uuidOf } from './uuid.ts'

/** Of Superset's grid of twelve columns. */
const WIDTH = 6
const HEIGHT = 40

/** One dashboard, two charts a row. */
export function dashboardOf(charts: SupersetChart[]) {
  const rows = Array.from({ length: Math.ceil(charts.length / 2) }, (_, i) => charts.slice(2 * i, 2 * i + 2))
  const ids = rows.map((_, i) => `ROW-${i}`)
  return {
    dashboard_title: 'Customer experience',
    description: 'A chart for each view of the semantic layer, to begin with.',
    slug: 'customer-experience',
    published: true,
    uuid: uuidOf('superset/dashboard'),
    version: '1.0.0',
    metadata: {},
    position: {
      DASHBOARD_VERSION_KEY: 'v2',
      ROOT_ID: { type: 'ROOT', id: 'ROOT_ID', children: ['GRID_ID'] },
      GRID_ID: { type: 'GRID', id: 'GRID_ID', children: ids, parents: ['ROOT_ID'] },
      HEADER_ID: { type: 'HEADER', id: 'HEADER_ID', meta: { text: 'Customer experience' } },
      ...Object.fromEntries(rows.flatMap((row, i) => rowOf(row, `ROW-${i}`))),
    },
  }
}

function rowOf(charts: SupersetChart[], id: string): [string, object][] {
  const parents = ['ROOT_ID', 'GRID_ID']
  const name = ({ view }: SupersetChart) => `CHART-${view}`
  const row = {
    type: 'ROW',
    id,
    children: charts.map(name),
    parents,
    meta: { background: 'BACKGROUND_TRANSPARENT' },
  }
  return [
    [id, row],
    ...charts.map((chart, i): [string, object] => [
      name(chart),
      {
        type: 'CHART',
        id: name(chart),
        children: [],
        parents: [...parents, id],
        // The number is replaced at import; the uuid is what finds the chart.
        meta: { chartId: i + 1, uuid: chart.uuid, sliceName: chart.title, width: WIDTH, height: HEIGHT },
      },
    ]),
  ]
}
