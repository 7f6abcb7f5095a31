import { readFileSync } from 'node:fs'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { comparePanel } from '../../../cli/compare/compare.ts'
import { describeComparison } from '../../../cli/views/comparison.ts'
import { randomNumbers } from '../../sql/random.ts'
import { times } from '../../tiny-lake.ts'
import { balanced, panelFiles } from './panels.ts'
import { usePanelModels } from './run.ts'

const compare = usePanelModels()

test('finds the effects that were planted at two starts, with the periods that the panel has, and says so', async () => {
  const { normal } = randomNumbers(5)
  const start = (u: number) => (u < 4 ? 8 : 12)
  const levels = times(80, () => 4 + 0.3 * normal())
  const panel = balanced(
    80,
    18,
    (u, t) => (levels[u] ?? 0) + 0.2 * normal() + (u < 8 && t >= start(u) ? 1 : 0),
  )
  const files = panelFiles(panel, ['unit,start', ...times(8, (u) => `u${u},${start(u)}`), 'u99,8'])
  const result = await comparePanel(files, 'expected')
  const { pooled, effects, path } = result

  expect(pooled?.low).toBeLessThan(1)
  expect(pooled?.high).toBeGreaterThan(1)
  expect(Number(pooled?.estimate)).toBeCloseTo(1, 0)
  expect(effects.map(({ periods_before }) => periods_before)).toEqual([8, 8, 8, 8, 12, 12, 12, 12])
  expect(effects.every(({ verdict }) => verdict === 'improved')).toBe(true)
  expect(new Set(path.map(({ series }) => series))).toEqual(
    new Set(['treated', 'expected path', 'units without a start']),
  )
  const said = describeComparison(result)
  expect(said).toMatch(/12 periods before a start and 6 from it on that are compared: 8 has 8 and 6/)
  expect(said).toMatch(/Left out: .*treated.csv, line 10: the panel has no such unit: got "u99"/)
})

test('two units are enough for a difference in differences; without an interval it says why', async () => {
  const files = panelFiles(
    balanced(2, 6, (u, t) => u + t + (u === 0 && t >= 3 ? 2 : 0)),
    ['unit,start', 'u0,3'],
  )
  const { pooled, effects, notes } = await compare(files, 'did')
  expect(pooled).toMatchObject({ estimate: 2, low: null, high: null, p: null })
  expect(effects).toMatchObject([
    { unit: 'u0', estimate: 2, reason: 'no interval: fewer than two units to compare with' },
  ])
  expect(notes).toEqual([expect.stringMatching(/^No interval for all together/)])
})

test('the change alone needs nobody to compare with', async () => {
  const files = panelFiles(
    balanced(1, 6, (_, t) => (t % 2) + (t >= 3 ? 2 : 0)),
    ['unit,start', 'u0,3'],
  )
  const { pooled, effects } = await compare(files, 'naive')
  expect(pooled?.estimate).toBeCloseTo(2 + 1 / 3, 9)
  expect(effects[0]?.low).toBeLessThan(2)
})

test('a count that is the same everywhere tells nothing, and the comparison stands', async () => {
  const { normal } = randomNumbers(11)
  const lines = balanced(40, 18, (u, t) => 4 + 0.2 * normal() + (u === 0 && t >= 12 ? 1 : 0))
  const panel = lines.map((line, at) => `${line},${at === 0 ? 'n' : 67}`)
  const { effects } = await comparePanel(panelFiles(panel, ['unit,start', 'u0,12']), 'expected')
  expect(effects).toMatchObject([{ unit: 'u0', verdict: 'improved' }])
  expect(effects[0]?.estimate).toBeCloseTo(1, 0)
})

test('a value that is missing leaves its unit out of that period alone', async () => {
  const gap = (u: number, t: number) => (u === 1 && t === 4 ? '' : 10 + u + t + (u < 2 && t >= 3 ? 1 : 0))
  const { effects, notes } = await compare(
    panelFiles(balanced(6, 6, gap), ['unit,start', 'u0,3', 'u1,3']),
    'cohort',
  )
  expect(
    effects.map(({ event_time, units, estimate }) => [
      event_time,
      units,
      Math.round(Number(estimate) * 1e9) / 1e9,
    ]),
  ).toEqual([
    [-3, 2, 0],
    [-2, 2, 0],
    [-1, 2, 0],
    [0, 2, 1],
    [1, 1, 1],
    [2, 2, 1],
  ])
  expect(notes.join(' ')).toMatch(/Values are missing/)
})

test('the command draws, and prints what it is asked for as JSON alone', async () => {
  const files = panelFiles(
    balanced(5, 6, (u, t) => u * 2 + t + (u === 0 && t >= 3 ? 2 : 0)),
    ['unit,start', 'u0,3'],
  )
  const svg = `${files.panel}.svg`
  const args = [
    '--panel',
    files.panel,
    '--treated',
    files.treated,
    '--estimator',
    'did',
    '--svg',
    svg,
    '--json',
  ]
  const { stdout, stderr } = await execa(process.execPath, ['cli/main.ts', 'compare', ...args])
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ estimator: 'did', excluded: [], notes: [] },
    pooled: { estimate: 2, low: 2, high: 2 },
    effects: [{ unit: 'u0', estimate: 2, placebo_rank: 1, placebo_of: 5 }],
  })
  expect(stderr).toBe('')
  expect(readFileSync(svg, 'utf8')).toMatch(/^<svg [\s\S]*u0: before and after[\s\S]*<\/svg>\n$/)
})
