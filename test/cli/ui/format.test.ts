import { describe, expect, test } from 'vitest'
import { formatAge, formatDuration } from '../../../cli/ui/duration.ts'
import {
  formatBytes,
  formatCount,
  formatEstimate,
  formatInterval,
  formatMoney,
  formatNumber,
  formatPercent,
} from '../../../cli/ui/format.ts'

describe('numbers', () => {
  test.each([
    [formatNumber(1234.5), '1,235'],
    [formatNumber(1234.5, { digits: 1 }), '1,234.5'],
    [formatNumber(0.25, { digits: 2, signed: true }), '+0.25'],
    [formatNumber(-0.001, { digits: 1 }), '0.0'],
    [formatNumber(12n), '12'],
    [formatNumber(null), '–'],
    [formatNumber(Number.NaN), '–'],
    [formatMoney(1234.5), '$1,235'],
    [formatMoney(-1234.5, 'EUR', { digits: 2 }), '-€1,234.50'],
    [formatMoney(12, 'points'), '12 points'],
    [formatMoney(undefined), '–'],
    [formatPercent(0.1234), '12.3%'],
    [formatPercent(0.02, { digits: 0, signed: true }), '+2%'],
    [formatPercent(null), '–'],
    [formatCount(1, 'row'), '1 row'],
    [formatCount(24000, 'row'), '24,000 rows'],
    [formatCount(2n, 'entry', 'entries'), '2 entries'],
    [formatBytes(512), '512 bytes'],
    [formatBytes(1536), '1.5 KiB'],
    [formatBytes(5 * 1024 ** 3), '5.0 GiB'],
  ])('writes %s', (actual, expected) => {
    expect(actual).toBe(expected)
  })
})

describe('intervals', () => {
  test('an estimate carries its interval', () => {
    expect(formatEstimate(0.21, 0.05, 0.37)).toBe('+0.21 (+0.05 to +0.37)')
  })

  test('a bound that is not known leaves no half interval', () => {
    expect(formatInterval(0.05, null)).toBe('–')
    expect(formatEstimate(0.21, null, null)).toBe('+0.21 (–)')
  })

  test('bounds are written by the given format', () => {
    expect(formatInterval(0.1, 0.2, formatPercent)).toBe('10.0% to 20.0%')
  })
})

describe('durations', () => {
  test.each([
    [0, '0 ms'],
    [340.4, '340 ms'],
    [3200, '3.2 s'],
    [59_970, '1 min 00 s'],
    [125_000, '2 min 05 s'],
    [3_599_900, '1 h 00 min'],
    [3_720_000, '1 h 02 min'],
    [86_399_900, '1 d 00 h'],
    [273_600_000, '3 d 04 h'],
  ])('%d ms reads %s', (ms, expected) => {
    expect(formatDuration(ms)).toBe(expected)
  })

  test.each([
    ['2025-03-01T12:00:00Z', 'just now'],
    ['2025-03-01T11:57:30Z', '2 minutes ago'],
    ['2025-03-01T11:00:00Z', '1 hour ago'],
    ['2025-02-25T12:00:00Z', '4 days ago'],
  ])('%s is %s', (then, expected) => {
    expect(formatAge(new Date(then), new Date('2025-03-01T12:00:00Z'))).toBe(expected)
  })
})
