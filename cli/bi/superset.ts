import { strToU8, zipSync } from 'fflate'
import { stringify } from 'yaml'
import type { Files } from './files.ts'
import { martsView } from './marts-sql.ts'
import { chartOf, type SupersetChart } from './superset-charts.ts'
import { dashboardOf } from './superset-dashboard.ts'
import { uuidOf } from './uuid.ts'
import type { BiMember, BiModel, BiView } from './views.ts'

const ROOT = 'cx'
const DATABASE = { name: 'cx warehouse', uuid: uuidOf('superset/database') }

/**
 * A Superset import bundle: the database, a dataset for each view, a chart for each dataset and one dashboard. Over the SQL API
 * (`postgresql…`) a dataset is the view and its metrics are Cube's; over the marts it is a select with Cube's expressions.
 *
 * @param uri SQLAlchemy's address of the database, such as `duckdb:////lake/warehouse/current.duckdb`
 */
export function superset(model: BiModel, uri: string): Files {
  const charts = model.views.map(chartOf)
  const documents: [string, object][] = [
    ['metadata.yaml', { version: '1.0.0', type: 'Dashboard' }],
    ['databases/cx.yaml', databaseOf(uri)],
    ...model.views.map((view): [string, object] => [
      `datasets/cx/${view.name}.yaml`,
      datasetOf(view, model, uri),
    ]),
    ...charts.map((chart): [string, object] => [`charts/${chart.view}.yaml`, chartFile(chart)]),
    ['dashboards/cx.yaml', dashboardOf(charts)],
  ]
  const files = documents.map(
    ([path, content]) => [`${ROOT}/${path}`, stringify(content, { version: '1.1' })] as const,
  )
  const bundle = zipSync(Object.fromEntries(files.map(([path, text]) => [path, strToU8(text)])))
  return new Map<string, string | Uint8Array>([...files, ['cx.zip', bundle]])
}

const databaseOf = (uri: string) => ({
  database_name: DATABASE.name,
  sqlalchemy_uri: uri,
  cache_timeout: null,
  expose_in_sqllab: true,
  allow_run_async: false,
  allow_ctas: false,
  allow_cvas: false,
  allow_dml: false,
  // DuckDB lets many read a file, but only where nobody opens it for writing.
  extra: uri.startsWith('duckdb') ? { engine_params: { connect_args: { read_only: true } } } : {},
  uuid: DATABASE.uuid,
  version: '1.0.0',
})

const isSqlApi = (uri: string) => uri.startsWith('postgres')

function datasetOf(view: BiView, model: BiModel, uri: string) {
  const marts = isSqlApi(uri)
    ? undefined
    : martsView(view, model, uri.startsWith('duckdb') ? 'duckdb' : 'athena')
  const expression = ({ name }: BiMember) => marts?.measures.get(name) ?? `MEASURE(${name})`
  return {
    table_name: view.name,
    main_dttm_col: view.dimensions.find(({ type }) => type === 'time')?.name ?? null,
    description: view.description,
    schema: null,
    sql: marts?.select ?? null,
    filter_select_enabled: true,
    uuid: uuidOf(`superset/dataset/${view.name}`),
    database_uuid: DATABASE.uuid,
    version: '1.0.0',
    columns: [...view.dimensions.map(columnOf), ...(marts?.columns ?? []).map(hiddenColumn)],
    metrics: view.measures.map((measure) => ({
      metric_name: measure.name,
      verbose_name: measure.title,
      description: measure.description,
      expression: expression(measure),
      d3format: measure.format ? D3[measure.format] : null,
    })),
  }
}

const D3 = { percent: '.1%', currency: ',.0f', number: ',.2~f' } as const

const TYPES = { string: 'VARCHAR', number: 'DOUBLE', time: 'DATE', boolean: 'BOOLEAN' } as const

const columnOf = ({ name, title, description, type }: BiMember) => ({
  column_name: name,
  verbose_name: title,
  description,
  type: TYPES[type],
  is_dttm: type === 'time',
  is_active: true,
  groupby: true,
  filterable: true,
})

/** What metrics are made of is no column to choose. */
const hiddenColumn = (name: string) => ({
  column_name: name,
  type: 'DOUBLE',
  is_dttm: false,
  is_active: false,
  groupby: false,
  filterable: false,
})

const chartFile = ({ view, title, params, uuid }: SupersetChart) => ({
  slice_name: title,
  viz_type: params.viz_type,
  params,
  uuid,
  dataset_uuid: uuidOf(`superset/dataset/${view}`),
  version: '1.0.0',
})
