import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compareExpected } from '../../../cli/compare/expected.ts'
import { randomNumbers } from '../../sql/random.ts'
import { times } from '../../tiny-lake.ts'

const folder = mkdtempSync(join(tmpdir(), 'cx-compare-'))

function compare(panel: string[], treated: string[]) {
  const files = [join(folder, 'panel.csv'), join(folder, 'treated.csv')] as const
  writeFileSync(files[0], `${panel.join('\n')}\n`)
  writeFileSync(files[1], `${treated.join('\n')}\n`)
  return compareExpected(...files)
}

const units = (count: number, periods: number, value: (unit: number, period: number) => number) => [
  'unit,period,value',
  ...times(count, (u) => times(periods, (t) => `u${u},${t},${value(u, t)}`)).flat(),
]

test('finds the effects that were planted at two starts, with the periods that the panel has', async () => {
  const { normal } = randomNumbers(5)
  const start = (u: number) => (u < 4 ? 8 : 12)
  const levels = times(80, () => 4 + 0.3 * normal())
  const panel = units(80, 18, (u, t) => (levels[u] ?? 0) + 0.2 * normal() + (u < 8 && t >= start(u) ? 1 : 0))
  const { pooled, effects } = await compare(panel, ['unit,start', ...times(8, (u) => `u${u},${start(u)}`)])

  expect(pooled?.low).toBeLessThan(1)
  expect(pooled?.high).toBeGreaterThan(1)
  expect(Number(pooled?.estimate)).toBeCloseTo(1, 0)
  expect(effects.map(({ periods_before }) => periods_before)).toEqual([8, 8, 8, 8, 12, 12, 12, 12])
  expect(effects.every(({ verdict }) => verdict === 'improved')).toBe(true)
}, 180_000)

const good = units(3, 8, (u, t) => u + t)
const bad = (line: string) => [...good, line]

test.each([
  [bad('u1,8,much'), ['u1,4'], /panel.csv, line 26: a value is no number: got "much"/],
  [bad('u1,7,1'), ['u1,4'], /line 26: a unit has a period twice: got "u1, 7"/],
  [bad(',8,1'), ['u1,4'], /line 26: a unit is missing/],
  [bad('u1,soon,1'), ['u1,4'], /line 26: a period is neither a whole number nor a date: got "soon"/],
  [good, ['u9,4'], /treated.csv, line 2: the panel has no such unit: got "u9"/],
  [good, ['u1,4', 'u1,5'], /line 3: a unit starts twice/],
  [good, ['u1,40'], /line 2: a start lies outside the panel: got "40"/],
  [good, ['u1,1'], /line 2: too few periods around a start/],
  [good, ['u0,4', 'u1,4', 'u2,4'], /no unit is left untreated/],
  [units(3, 1, (u) => u), ['u1,0'], /there is one period only/],
  [['unit,when,value', 'a,1,2'], ['a,1'], /line 1: no column period/],
])('names the line that is not as it must be (%#)', async (panel, treated, message) => {
  await expect(compare(panel, ['unit,start', ...treated])).rejects.toThrow(message)
})
