import { uuidOf } from './uuid.ts'
import type { BiView } from './views.ts'

export type SupersetChart = {
  view: string
  title: string
  uuid: string
  params: { viz_type: string } & Record<string, unknown>
}

/** A table of more columns than this is no longer read. */
const COLUMNS = 8

/** The chart that a view is begun with: its first ratio over time where it has both, else its rows. */
export function chartOf(view: BiView): SupersetChart {
  const month = view.dimensions.find(({ name, type }) => type === 'time' && name.endsWith('month'))
  // Sums rise with what is summed; a ratio is what one compares.
  const measure = view.measures.find(({ adds }) => !adds)
  const of = { view: view.name, uuid: uuidOf(`superset/chart/${view.name}`) }
  if (!month || !measure) return { ...of, title: view.title, params: tableOf(view) }
  return {
    ...of,
    title: `${view.title}: ${measure.title}`,
    params: {
      viz_type: 'echarts_timeseries_line',
      x_axis: month.name,
      time_grain_sqla: 'P1M',
      metrics: [measure.name],
      groupby: [],
      adhoc_filters: [],
      row_limit: 10_000,
      show_legend: true,
      rich_tooltip: true,
    },
  }
}

const tableOf = (view: BiView) => ({
  viz_type: 'table',
  query_mode: 'raw',
  all_columns: view.dimensions.slice(0, COLUMNS).map(({ name }) => name),
  adhoc_filters: [],
  row_limit: 1000,
  order_by_cols: [],
})
