import { afterEach, describe, expect, test, vi } from 'vitest'
import { coloured, renderTable } from '../../../cli/ui/table.ts'

const stores = [
  { store_id: 'S-1', nps: 12.5, orders: 1200, closed: false },
  { store_id: 'S-200', nps: null, orders: 7, closed: true },
]

describe('a table', () => {
  test('aligns numbers right and text left, under one rule', () => {
    expect(renderTable(stores).split('\n')).toEqual([
      'store id    nps  orders  closed',
      '───────────────────────────────',
      'S-1       12.50   1,200  no',
      'S-200         –       7  yes',
    ])
  })

  test('gives a whole column the same digits', () => {
    expect(renderTable([{ score: 4 }, { score: 4.25 }])).toContain('4.00\n')
  })

  test('takes titles, order and formats from its columns', () => {
    const columns = ['orders', { key: 'nps', title: 'NPS', format: (nps: number) => nps.toFixed(0) }]
    expect(renderTable(stores, { columns })).toMatch(/^orders {2}NPS\n.*\n 1,200 {3}13\n {5}7 {4}–$/)
  })

  test('says how many rows it leaves out', () => {
    expect(renderTable(stores, { limit: 1 })).toMatch(/\n… 1 more of 2 rows$/)
  })

  test('without rows says so', () => {
    expect(renderTable([])).toBe('(no rows)')
    expect(renderTable([], { columns: ['nps'] })).toContain('nps')
  })

  test('writes days without a time and instants in UTC', () => {
    const row = { day: new Date('2025-03-01'), at: new Date('2025-03-01T20:30:00Z') }
    expect(renderTable([row])).toContain('2025-03-01  2025-03-01T20:30:00.000Z')
  })

  test('has colour only when asked', () => {
    expect(renderTable(stores, { colour: false })).not.toContain('\u001b')
    expect(renderTable(stores, { colour: true })).toContain('\u001b')
  })
})

describe('colour', () => {
  afterEach(() => vi.unstubAllEnvs())

  test.each([
    ['1', undefined, true, false],
    ['', undefined, true, true],
    ['', undefined, false, false],
    ['', '1', false, true],
    ['', '0', true, false],
  ])('NO_COLOR=%s FORCE_COLOR=%s on a terminal=%s gives %s', (no, force, isTTY, expected) => {
    vi.stubEnv('NO_COLOR', no)
    vi.stubEnv('FORCE_COLOR', force)
    expect(coloured({ isTTY })).toBe(expected)
  })
})
