import { describe, expect, it } from 'vitest'
import { type Prospect, planComparison } from '../../cli/plan/plan.ts'
import { builtLake, cx } from '../built-lake.ts'
import { randomNumbers } from '../sql/random.ts'
import { times } from '../tiny-lake.ts'
import { balanced, panelFiles } from './compare/panels.ts'

/** Units whose values are a level of their own and noise, as many answers behind each value. */
function noisy(units: number, periods: number, { scale = 1, seed = 3 } = {}) {
  const { normal } = randomNumbers(seed)
  const levels = times(units, () => 4 + 0.3 * normal())
  return balanced(units, periods, (u) => scale * ((levels[u] ?? 0) + 0.2 * normal()))
}
const panelOf = (lines: readonly string[]) => panelFiles(lines, []).panel
const effect = (prospects: Prospect[], unit: string, horizon = 6) =>
  prospects.find((each) => each.unit === unit && each.horizon === horizon)?.smallest_effect ?? Number.NaN

describe('a plan for units of a panel', () => {
  const lines = noisy(60, 24)

  it('says of each unit and of all together what could be shown after 3, 6 and 12 periods', async () => {
    const prospects = await planComparison({ panel: panelOf(lines) }, ['u1', 'u2', 'u3'])
    expect(prospects.map(({ unit, horizon, stores }) => `${unit} ${horizon} ${stores}`)).toEqual(
      ['u1', 'u2', 'u3', 'all'].flatMap((unit) =>
        [3, 6, 12].map((horizon) => `${unit} ${horizon} ${unit === 'all' ? 3 : 1}`),
      ),
    )
    expect(prospects.every(({ donors }) => donors === 57)).toBe(true)
    // 2.8 standard errors of a mean of 6 values less one of 12, with standard deviation 0.2; the fit to the others adds to it.
    const independent = 2.8 * 0.2 * Math.sqrt(1 / 6 + 1 / 12)
    for (const unit of ['u1', 'u2', 'u3']) {
      expect(effect(prospects, unit)).toBeGreaterThan(0.8 * independent)
      expect(effect(prospects, unit)).toBeLessThan(1.35 * independent)
      expect(effect(prospects, unit, 12)).toBeLessThan(effect(prospects, unit, 3))
    }
    expect(effect(prospects, 'all')).toBeLessThan(0.8 * effect(prospects, 'u1'))
  })

  it('says ten times as much where all values are ten times as large', async () => {
    const [one, ten] = [
      await planComparison({ panel: panelOf(lines) }, ['u5']),
      await planComparison({ panel: panelOf(noisy(60, 24, { scale: 10 })) }, ['u5']),
    ]
    expect(effect(ten, 'u5') / effect(one, 'u5')).toBeCloseTo(10, 6)
  })

  it('says why nothing could be judged', async () => {
    const [first] = await planComparison({ panel: panelOf(noisy(8, 24)) }, ['u1'])
    expect(first).toMatchObject({ unit: 'u1', donors: 7, smallest_effect: null, reason: expect.any(String) })
  })

  it('names units that it does not know', async () => {
    await expect(planComparison({ panel: panelOf(lines) }, ['u1', 'u77'])).rejects.toThrow(
      /nothing is known of u77/,
    )
  })

  it('is printed as a table, or as JSON alone', async () => {
    const file = panelOf(lines)
    const { stdout } = await cx('plan', '--panel', file, '--units', 'u1, u2')
    expect(stdout).toMatch(/four times in five/)
    expect(stdout).toMatch(/all together +value +58/)
    const { stdout: json, exitCode } = await cx('plan', '--panel', file, '--units', 'u1', '--json')
    expect([exitCode, JSON.parse(json).length]).toEqual([0, 6])
  })
})

describe('a plan for stores of the warehouse', () => {
  it('says it for every compared metric, in the unit of its effects', async () => {
    await builtLake()
    const { stdout, exitCode } = await cx('plan', '--stores', 'S00010,S00020', '--json')
    expect(exitCode).toBe(0)
    const prospects: Prospect[] = JSON.parse(stdout)
    const units = new Map(prospects.map(({ metric, effect_unit }) => [metric, effect_unit]))
    expect(Object.fromEntries(units)).toEqual({
      csat_mean: 'points',
      nps: 'points',
      ces_mean: 'points',
      queue_seconds: 'seconds',
      sales_per_sqft: 'share',
    })
    expect(new Set(prospects.map(({ unit }) => unit))).toEqual(new Set(['S00010', 'S00020', 'all']))
    for (const { smallest_effect, reason } of prospects.filter(({ horizon }) => horizon === 6))
      expect(smallest_effect === null ? reason : smallest_effect > 0).toBeTruthy()
  })

  it('names a store that it does not know', async () => {
    const { stderr, exitCode } = await cx('plan', '--stores', 'S00010,S4711')
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/nothing is known of S4711/)])
  })
})

it.each([
  ['neither stores nor a panel', []],
  ['both', ['--stores', 'S1', '--panel', 'p.csv', '--units', 'u1']],
  ['a panel without units', ['--panel', 'p.csv']],
  ['no store between commas', ['--stores', ' , ']],
])('%s is a command used wrongly', async (_, args) => {
  const { stderr, exitCode } = await cx('plan', ...args)
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/it is not clear what to plan for/)])
})
