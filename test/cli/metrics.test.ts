import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type MetricView, metricViews } from '../../cli/views/metrics.ts'
import { metricsPage, RENEW } from '../../cli/views/metrics-page.ts'
import { views } from '../semantic-layer/model.ts'

let all: MetricView[]
beforeAll(async () => {
  all = await metricViews()
})

const metric = (view: string, name: string) =>
  all.find((each) => each.name === view)?.metrics.find((each) => each.name === name)

describe('the dictionary of metrics', () => {
  it('is the page that stands in docs', async () => {
    const page = await readFile(join(import.meta.dirname, '../../docs/metrics.md'), 'utf8')
    expect(page.trimEnd(), `docs/metrics.md is not current. Renew it: ${RENEW}`).toBe(
      metricsPage(all).trimEnd(),
    )
  })

  it('has every view, each metric with a definition and the columns that it is made of', () => {
    expect(all.map(({ name }) => name).sort()).toEqual(views.map(({ name }) => name).sort())
    const bare = all.flatMap(({ name, metrics }) =>
      metrics
        .filter(({ definition, columns }) => !definition || columns.length === 0)
        .map((each) => `${name}.${each.name}`),
    )
    expect(bare).toEqual([])
  })

  it('knows the interval and the n of a score, also where several share one', () => {
    expect(metric('store_performance', 'nps')).toMatchObject({
      interval: ['nps_low', 'nps_high'],
      n: 'nps_n',
      columns: [
        'kpi_store_months.nps_responses',
        'kpi_store_months.nps_promoters',
        'kpi_store_months.nps_detractors',
      ],
    })
    expect(metric('store_performance', 'csat_mean')?.n).toBe('csat_n')
    expect(metric('store_performance', 'nps_low')).toBeUndefined()
  })

  it('follows a mart back to the extracts that it comes from', () => {
    const { marts } = all.find(({ name }) => name === 'service') as MetricView
    expect(marts.find(({ name }) => name === 'fct_service_cases')?.extracts).toEqual(['service_cases'])
  })
})
