import { beforeAll, describe, expect, it } from 'vitest'
import { type CompiledModel, type Config, compileModel } from '../../semantic-layer/compile.ts'
import { queries } from '../../semantic-layer/story-queries.ts'
import { type Cube, cubes, type Member, marts, views } from './model.ts'

let model: CompiledModel
beforeAll(async () => {
  model = await compileModel()
})

const members = ({ dimensions = [], measures = [] }: Cube) => [...dimensions, ...measures]
const sqlOf = ({ sql = '', filters = [] }: Member) => [sql, ...filters.map((filter) => filter.sql)].join(' ')
const shown = ({ measures, dimensions }: Config) => [...measures, ...dimensions].filter((m) => m.isVisible)

describe('cubes', () => {
  it.each(cubes.map((cube) => [cube.name, cube] as const))(
    '%s reads a mart that dbt describes',
    (_, cube) => {
      const [schema, mart = ''] = cube.sql_table.split('.')
      const columns = members(cube).flatMap((m) =>
        [...sqlOf(m).matchAll(/\{CUBE\}\.(\w+)/g)].map(([, c]) => c),
      )

      expect(schema).toBe('marts')
      expect(marts.has(mart), `mart ${mart}`).toBe(true)
      expect(columns.filter((column) => !marts.get(mart)?.has(column as string))).toEqual([])
    },
  )

  it('a cube that takes measures from another reads a mart with the same columns', () => {
    const heirs = cubes.filter((cube) => cube.extends)
    const mart = (cube?: Cube) => marts.get(cube?.sql_table.split('.')[1] ?? '') ?? new Set()

    expect(heirs.length).toBeGreaterThan(0)
    for (const heir of heirs) {
      const base = mart(cubes.find(({ name }) => name === heir.extends))
      expect([...base].filter((column) => !mart(heir).has(column))).toEqual([])
    }
  })

  it('are hidden, and views are not', () => {
    expect(cubes.filter((cube) => cube.public !== false)).toEqual([])
    expect(views.filter((view) => view.public !== true)).toEqual([])
  })

  it('divide by nothing that may be zero', () => {
    const ratios = cubes.flatMap(members).filter((m) => sqlOf(m).includes('/'))

    expect(ratios.length).toBeGreaterThan(20)
    for (const { name, sql = '' } of ratios) {
      const guarded = /NULLIF\(\{\w+\}, 0\)/.test(sql) || /CASE WHEN .*\{\w+\} >= 5 THEN/s.test(sql)
      expect(guarded, `${name}: ${sql}`).toBe(true)
    }
  })

  it('withhold below five the very count that they divide by', () => {
    const withheld = cubes.flatMap(members).filter(({ sql }) => sql?.includes('/') && sql.includes('>= 5'))

    expect(withheld.length).toBeGreaterThan(10)
    for (const { name, sql = '' } of withheld) {
      const [, count] = /\{(\w+)\} >= 5/.exec(sql) as RegExpExecArray
      const divisors = [...sql.matchAll(/\/ \{(\w+)\}/g)].map(([, divisor]) => divisor)
      expect(new Set([count, ...divisors]), name).toEqual(new Set([count]))
    }
  })
})

describe('what the model shows', () => {
  const small =
    /(responses|promoters|detractors|satisfied|easy|score_sum|score_sumsq|review_count|rating_sum)$/

  it('is described, member by member', () => {
    const visible = model.configs.flatMap(shown)

    expect(visible.length).toBeGreaterThan(150)
    expect(visible.filter(({ description }) => !description?.trim()).map(({ name }) => name)).toEqual([])
  })

  it('can be drilled into wherever it counts, and has a format wherever it is a number', () => {
    const measures = model.configs.flatMap((config) => config.measures.filter((m) => m.isVisible))
    const counts = measures.filter(({ aggType = '' }) => /^(count|countDistinct|sum)$/.test(aggType))

    expect(counts.length).toBeGreaterThan(20)
    expect(
      counts.filter(({ drillMembers = [] }) => drillMembers.length === 0).map(({ name }) => name),
    ).toEqual([])
    expect(measures.filter(({ format }) => !format).map(({ name }) => name)).toEqual([])
  })

  it('is views alone', () => {
    const names = model.configs.filter((config) => shown(config).length).map(({ name }) => name)
    expect(names.sort()).toEqual(views.map(({ name }) => name).sort())
  })

  it('has no count from which a small group could be worked out', () => {
    const counts = model.configs.flatMap((config) => config.measures.filter((m) => m.isVisible))
    expect(counts.filter(({ name }) => small.test(name)).map(({ name }) => name)).toEqual([])
  })

  it.each([
    ['store_performance.sales', 'currency'],
    ['store_performance.csat_share', 'percent'],
    ['roi.net_low', 'currency'],
    ['customers_and_churn.churn_rate', 'percent'],
  ])('formats %s as %s', (name, format) => {
    expect(model.configs.flatMap(shown).find((member) => member.name === name)?.format).toBe(format)
  })
})

describe.each(['duckdb', 'athena'])('SQL for %s', (dialect) => {
  const story = {
    ...Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, query('2025-02', 'csat')])),
    quarters: {
      measures: ['store_performance.nps', 'store_performance.nps_low', 'store_performance.csat_share_high'],
      dimensions: ['store_performance.state'],
      timeDimensions: [
        {
          dimension: 'store_performance.month',
          granularity: 'quarter',
          dateRange: ['2025-01-01', '2025-06-30'],
        },
      ],
    },
    programme: { measures: ['roi.programme_roi', 'roi.measured_count'], dimensions: ['roi.kind'] },
    churn: {
      measures: ['customers_and_churn.monthly_churn_rate'],
      dimensions: ['customers_and_churn.basis'],
    },
  }

  it.each(Object.entries(story))('is written for the question %s', (_, query) => {
    expect(model.sql(dialect, asCompiled(query))).toMatch(/SELECT[\s\S]*marts\./)
  })

  it('keeps every number of a ratio a double, where decimals would lose digits', () => {
    const sql = model.sql(dialect, {
      measures: ['store_performance.csat_share_low', 'store_performance.nps'],
    })
    expect(sql.match(/\d\.\d+(?!\d|E)/g)).toBeNull()
  })
})

/** The compiler takes an order as a list of ids; the API turns ours into it. */
function asCompiled(query: object) {
  const { order = {}, ...rest } = query as { order?: Record<string, string> }
  return {
    ...rest,
    order: Object.entries(order).map(([id, direction]) => ({ id, desc: direction === 'desc' })),
  }
}
