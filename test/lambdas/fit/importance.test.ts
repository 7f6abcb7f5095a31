import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask } from '../../../cli/warehouse/duckdb.ts'
import { importances } from '../../../lambdas/fit/importance.ts'

const REFERENCES = join(import.meta.dirname, '../../references')
const columnsOf = (rows: number[][]) => (rows[0] ?? []).map((_, i) => rows.map((row) => row[i] ?? 0))
const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

/** Cross products as the warehouse gives them, of columns scaled to mean 0 and deviation 1. */
function crossProducts(rows: number[][]) {
  const columns = columnsOf(rows).map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length
    const deviation = Math.sqrt(
      column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (column.length - 1),
    )
    return column.map((value) => (value - mean) / deviation)
  })
  const sums = columns.map((column) => column.reduce((sum, value) => sum + value, 0))
  return { n: rows.length, sums, products: columns.map((a) => columns.map((b) => dot(a, b))) }
}

test("shares, coefficients and inflation on Longley's data are those of statsmodels", async () => {
  const rows = await ask<Record<string, number>>(`from read_csv('${REFERENCES}/longley.csv')`)
  const expected = await ask<Record<string, number>>(`from read_csv('${REFERENCES}/longley-importance.csv')`)
  const found = importances(crossProducts(rows.map((row) => Object.values(row).map(Number))))

  expect(found).toHaveLength(6)
  for (const [i, factor] of expected.entries()) {
    expect(found[i]?.correlation).toBeCloseTo(factor.correlation ?? 0, 9)
    expect(found[i]?.share).toBeCloseTo(factor.share ?? 0, 9)
    expect(found[i]?.coefficient).toBeCloseTo(factor.coefficient ?? 0, 7)
    expect((found[i]?.varianceInflation ?? 0) / (factor.variance_inflation ?? 1)).toBeCloseTo(1, 7)
  }
})

test('where factors do not move together, shares are squared correlations', () => {
  const rows = [
    [1, 1, 3],
    [1, -1, 1],
    [-1, 1, -1],
    [-1, -1, -3],
  ]
  const found = importances(crossProducts(rows))
  expect(found.map(({ share, correlation }) => share - correlation ** 2)).toEqual([
    expect.closeTo(0, 12),
    expect.closeTo(0, 12),
  ])
  expect(found.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
})

test('a factor that never varies is refused', () => {
  expect(() =>
    importances({
      n: 2,
      sums: [2, 0],
      products: [
        [2, 0],
        [0, 2],
      ],
    }),
  ).toThrow('never varies')
})
