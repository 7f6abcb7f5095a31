import { Matrix, SingularValueDecomposition } from 'ml-matrix'
import { beforeAll, describe, expect, test } from 'vitest'
import { useModels } from './models.ts'
import { type Answer, publish } from './published.ts'
import { randomNumbers } from './random.ts'

// Seven stores in three states, and one that no list has, over two years and a half: some have enough answers every month, some hardly in a year.
const STORES = ['West', 'West', 'West', 'West', 'East', 'East', 'North'].map((state, i) => [
  `s${i}`,
  'FR',
  state,
])
const USUAL = [30, 12, 6, 3, 20, 7, 9, 2]
const ALL = [...STORES.map(([id = '']) => id), 'unknown']
const MONTHS = Array.from(
  { length: 29 },
  (_, i) => `${2023 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`,
)
const OPEN = MONTHS.at(-1) as string

const { uniform } = randomNumbers(25)
const answers: Answer[] = ALL.flatMap((store, i) =>
  MONTHS.flatMap((month) =>
    Array.from({ length: Math.round(2 * uniform() * (USUAL[i] ?? 0)) }, (): Answer => {
      const score = 1 + Math.floor(5 * uniform())
      return [store, uniform() < 0.5 ? 'a' : 'b', null, month, 'csat', score]
    }),
  ),
)

const warehouse = useModels()
beforeAll(() => publish(warehouse, answers, STORES))

/** An equation that somebody who may ask anything knows: these months of these stores have so many answers together. */
type Known = { n: number; of: (store: string, month: string) => boolean }

const stateOf = new Map(STORES.map(([id = '', , state = '']) => [id, state]))
const quarterOf = (month: string) => `${month.slice(0, 4)}-${Math.ceil(Number(month.slice(5, 7)) / 3)}`
const lies = { month: (m: string) => m, quarter: quarterOf, year: (m: string) => m.slice(0, 4) }
type Period = keyof typeof lies

async function published(): Promise<Known[]> {
  const cells = await warehouse.rows<{
    period: Period
    start: string
    area: 'company' | 'state' | 'store'
    state: string | null
    store_id: string | null
    n: number
  }>(
    `select period, starts_on::varchar as start, area, state, store_id, csat_responses::integer as n
     from marts.kpi_department_months where detail = 'all' and not csat_is_withheld`,
  )
  const isThere = {
    company: () => true,
    state: (store: string, { state }: { state: string | null }) =>
      stateOf.get(store) === (state ?? undefined),
    store: (store: string, { store_id }: { store_id: string | null }) => store === store_id,
  }
  return cells.map((cell) => ({
    n: cell.n,
    of: (store, month) =>
      lies[cell.period](month) === lies[cell.period](cell.start) && isThere[cell.area](store, cell),
  }))
}

/** What may be added up over any stores and months: each row by itself, since a sum of them is found by filtering. */
async function atoms(): Promise<Known[]> {
  const rows = await warehouse.rows<{ store_id: string; month: string; told_by: Period; n: number }>(
    `select m.store_id, m.month::varchar as month, told_by, m.csat_responses::integer as n from intermediate.int_told_months as m
     inner join intermediate.int_told_periods as p on m.store_id = p.store_id and date_trunc('quarter', m.month) = p.quarter_start
     where area = 'store' and csat_responses > 0`,
  )
  return rows.map((row) => ({
    n: row.n,
    of: (store, month) => store === row.store_id && lies[row.told_by](month) === lies[row.told_by](row.month),
  }))
}

const cells = ALL.flatMap((store) => MONTHS.map((month) => ({ store, month })))
const answersIn = (of: Known['of']) => answers.filter(([store, , , month]) => of(store, month)).length

/** Those with fewer than five answers. */
const few = cells.filter((cell) => {
  const n = answersIn((store, month) => store === cell.store && month === cell.month)
  return n > 0 && n < 5
})

/** The cells whose answers follow from all equations together: those that the space spanned by their rows holds. */
function workedOut(known: Known[]) {
  const matrix = new Matrix(
    known.map(({ of }) => cells.map(({ store, month }) => (of(store, month) ? 1 : 0))),
  )
  const { rightSingularVectors, diagonal } = new SingularValueDecomposition(matrix, { autoTranspose: true })
  const spanning = diagonal.map((value, i) => (value > 1e-9 ? i : -1)).filter((i) => i >= 0)
  return cells.filter((_, cell) => {
    const inside = spanning.reduce((sum, i) => sum + rightSingularVectors.get(cell, i) ** 2, 0)
    return inside > 1 - 1e-9
  })
}

describe('whoever sees every score of every place and period', () => {
  test('reads only what is true', async () => {
    for (const { n, of } of [...(await published()), ...(await atoms())]) expect(answersIn(of)).toBe(n)
  })

  test('cannot work out a month of a store with fewer than five answers, by solving all of them as equations', async () => {
    const found = workedOut([...(await published()), ...(await atoms())])
    expect(few.length).toBeGreaterThan(30)
    expect(found.length).toBeGreaterThan(30)
    expect(found.filter((cell) => few.includes(cell) && cell.month !== OPEN)).toEqual([])
  })

  test('could, if only what has fewer than five answers itself were withheld', () => {
    const places: Known['of'][] = [
      ...STORES.map(
        ([id]): Known['of'] =>
          (store) =>
            store === id,
      ),
      ...['West', 'East', 'North', undefined].map(
        (state): Known['of'] =>
          (store) =>
            stateOf.get(store) === state,
      ),
      () => true,
    ]
    const known = places.flatMap((isThere) =>
      Object.values(lies).flatMap((lie) =>
        [...new Set(MONTHS.map(lie))].map((period) => {
          const of: Known['of'] = (store, month) => isThere(store, month) && lie(month) === period
          return { n: answersIn(of), of }
        }),
      ),
    )
    const found = workedOut(known.filter(({ n }) => n >= 5))
    expect(found.filter((cell) => few.includes(cell)).length).toBeGreaterThan(20)
  })
})

describe('a month that comes in', () => {
  const all = `select period, starts_on::varchar as starts_on, area, detail, country, state, store_id, department, touchpoint,
    csat_responses::integer as n, csat_is_withheld from marts.kpi_department_months`

  test.each([
    ['in the middle of a year', 28],
    ['as the first of a year', 24],
  ])('%s changes only what an increment makes anew', async (_, months) => {
    const upTo = (end: number) => answers.filter(([, , , month]) => month < (MONTHS[end] ?? '9999'))
    await publish(warehouse, upTo(months), STORES)
    await warehouse.table('marts.before', all)
    await warehouse.table('marts.told_before', 'from intermediate.int_told_periods')
    await warehouse.table('marts.counted_before', 'from intermediate.int_told_months')
    await publish(warehouse, upTo(months + 1), STORES)
    await warehouse.table('intermediate.int_touched_months', `select date '${MONTHS[months]}' as month`)
    await warehouse.table('staging.stg_landing__ledger', `select 'survey_answers' as extract, 2 as _build`)
    await warehouse.table(
      'intermediate.int_told_changes',
      'select *, 2 as _build from (from intermediate.int_told_periods except from marts.told_before)',
    )
    await warehouse.build('int_new_extracts', 'int_retold_years', 'int_touched_periods')
    const differing = async (before: string, now: string, where: string) =>
      warehouse.rows(
        `(${before} ${where} except all ${now} ${where}) union all (${now} ${where} except all ${before} ${where})`,
      )
    const otherYears = (day: string) =>
      `where date_trunc('year', ${day}) not in (from intermediate.int_retold_years)`
    const untouched = `where period || starts_on not in (select period || starts_on::varchar from intermediate.int_touched_periods)`
    const changed = [
      ...(await differing('from marts.before', all, untouched)),
      ...(await differing(
        'from marts.told_before',
        'from intermediate.int_told_periods',
        otherYears('year_start'),
      )),
      ...(await differing(
        'from marts.counted_before',
        'from intermediate.int_told_months',
        otherYears('month'),
      )),
    ]
    const [{ kept }] = (await warehouse.rows(
      `select count(*)::integer as kept from marts.before ${untouched}`,
    )) as [{ kept: number }]
    expect(kept).toBeGreaterThan(100)
    expect(changed).toEqual([])
  })
})
