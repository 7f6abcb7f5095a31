import { expect, test } from 'vitest'
import { type Demands, loadPanel } from '../../../cli/compare/panel.ts'
import { withDatabase } from '../../../cli/warehouse/duckdb.ts'
import { times } from '../../tiny-lake.ts'
import { balanced, panelFiles } from './panels.ts'

const DEMANDS: Demands = { leastBefore: 4, leastAfter: 2, needsDonors: true, before: 12, after: 6 }

/** What is laid out for the models, and what was left out. */
async function load(panel: string[], treated: string[], demands = DEMANDS) {
  const files = panelFiles(panel, ['unit,start', ...treated])
  return withDatabase(':memory:', async (connection) => {
    const excluded = await loadPanel(connection, files, demands)
    const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson() as unknown[][]
    return {
      excluded: excluded.map(({ line, what, got }) => `${line}: ${what}: ${got}`),
      values: await rows('select count(*)::integer, count(distinct unit)::integer from panel'),
      windows: await rows(
        'select start, window_before, window_after from intermediate.int_compare_windows join starts using (start_month) order by all',
      ),
      places: await rows('select period, place from places order by place'),
    }
  })
}

const good = balanced(4, 8, (u, t) => u + t)
const withLines = (...lines: string[]) => [...good, ...lines]

test.each([
  ['text for a value', withLines('u1,8,much'), ['u1,4'], '34: a value is no number: much', 32, 4],
  ['a line twice', withLines('u1,7,8'), ['u1,4'], '34: a line is there twice: u1, 7', 32, 4],
  ['no unit', withLines(',8,1'), ['u1,4'], '34: a unit is missing: null', 32, 4],
  ['a strange period', withLines('u1,soon,1'), ['u1,4'], '34: a period is not like the others: soon', 32, 4],
  ['a unit that the panel lacks', good, ['u1,4', 'u9,4'], '3: the panel has no such unit: u9', 32, 4],
  ['a start twice', good, ['u1,4', 'u1,4'], '3: a line is there twice: u1', 32, 4],
])('leaves out and names %s, and compares the rest', async (_, panel, treated, named, values, units) => {
  expect(await load(panel, treated)).toMatchObject({ excluded: [named], values: [[values, units]] })
})

test.each([
  [
    'outside the panel',
    ['u1,4', 'u2,40'],
    'a start is no period of the panel after its first: u2, 40 (the panel: 1 to 7)',
  ],
  [
    'in its first period',
    ['u1,4', 'u2,0'],
    'a start is no period of the panel after its first: u2, 0 (the panel: 1 to 7)',
  ],
  [
    'too near to its end',
    ['u1,4', 'u2,7'],
    'too few periods around a start to tell what was to be expected: u2, 7',
  ],
])('a unit that starts %s is left out of the donors, too', async (_, treated, named) => {
  expect(await load(good, treated)).toMatchObject({ excluded: [`3: ${named}`], values: [[24, 3]] })
})

test('of two values for one unit and period neither counts, and of two starts neither', async () => {
  const { excluded, values } = await load(withLines('u1,7,1'), ['u1,4', 'u2,4', 'u2,5'])
  expect(excluded).toEqual([
    '17: a unit has a period twice, with different values: u1, 7: 8',
    '34: a unit has a period twice, with different values: u1, 7: 1',
    '3: a unit starts twice: u2, 4',
    '4: a unit starts twice: u2, 5',
  ])
  expect(values).toEqual([[23, 3]])
})

test.each([
  [['unit,when,value', 'a,1,2'], ['a,1'], /panel.csv, line 1: no column period: got "unit, when, value"/],
  [['unit,period,value'], ['a,1'], /panel.csv: no line can be used: got "no lines"/],
  [['unit,period,value', 'a,1,x', 'b,2,y'], ['a,1'], /no line can be used: got "a value is no number: x"/],
  [balanced(3, 1, (u) => u), ['u1,0'], /there is one period only/],
  [good, ['u9,4'], /treated.csv: no unit with a start can be compared: got "the panel has no such unit: u9"/],
  [good, ['u0,4', 'u1,4', 'u2,4', 'u3,4'], /no unit is left untreated: got "4 units, all with a start"/],
])('says what is missing where nothing can be compared (%#)', async (panel, treated, message) => {
  await expect(load(panel, treated)).rejects.toThrow(message)
})

test('a start that is left empty is none', async () => {
  const { excluded, windows } = await load(good, ['u0,', 'u1,4', 'u2,'])
  expect(excluded).toEqual([])
  expect(windows).toEqual([['4', 4, 4]])
})

const written = (periods: string[]) => [
  'unit,period,value',
  ...['a', 'b'].flatMap((unit) => periods.map((period) => `${unit},${period},1`)),
]
const monthEnds = [
  '2024-01-31',
  '2024-02-29',
  '2024-03-31',
  '2024-04-30',
  '2024-05-31',
  '2024-06-30',
  '2024-08-31',
]

test.each([
  ['ends of months', monthEnds, '2024-05-31'],
  ['months', times(7, (i) => `2024-0${i + 1}`), '2024-05'],
  ['a day of the month of the start', times(7, (i) => `2024-0${i + 1}-01`), '2024-05-17'],
  ['years', times(7, (i) => String(1985 + i)), '1989'],
  ['years with a point', times(7, (i) => `${1985 + i}.0`), '1989'],
  ['first days of years', times(7, (i) => `${1985 + i}-01-01`), '1989-01-01'],
  [
    'weeks',
    times(7, (i) =>
      `2024-01-${String(1 + 7 * (i % 4)).padStart(2, '0')}`.replace('-01-', i > 3 ? '-02-' : '-01-'),
    ),
    '2024-02-01',
  ],
  ['days and times', times(7, (i) => `2024-01-0${i + 1} 00:00:00`), '2024-01-05 00:00:00'],
])('periods follow each other: %s', async (_, periods, start) => {
  const { places, windows, excluded } = await load(written(periods), [`a,${start}`])
  expect(excluded).toEqual([])
  expect(places.map(([period]) => period)).toEqual(periods)
  expect(windows).toEqual([[periods[4], 4, 3]])
})
