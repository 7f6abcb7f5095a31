import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../../sample/engine.ts'
import { world } from '../../sample/world.ts'

const n = 200_000
let engine: Engine

beforeAll(async () => {
  engine = await openEngine()
  await engine.setVariables({ seed: 7 })
  await engine.runFile('random')
})
afterAll(() => engine.close())

const value = async (sql: string) => Number(Object.values((await engine.rows(sql))[0] ?? {})[0])
const over = (what: string) => `select ${what} from range(${n}) as ids (id)`

// Expected values are those of the distributions; tolerances are four standard errors at n = 200,000.
describe('chance by hash', () => {
  it.each([
    ['uniforms have mean 1/2', "avg(u('a', id))", 0.5, 4 * Math.sqrt(1 / 12 / n)],
    ['uniforms have variance 1/12', "var_samp(u('a', id))", 1 / 12, 0.0007],
    ['two streams of one id are unrelated', "corr(u('a', id), u('b', id))", 0, 4 / Math.sqrt(n)],
    ['neighbouring ids are unrelated', "corr(u('a', id), u('a', id + 1))", 0, 4 / Math.sqrt(n)],
    ['normals have mean 0', "avg(normal('a', id))", 0, 4 / Math.sqrt(n)],
    ['normals have variance 1', "var_samp(normal('a', id))", 1, 4 * Math.sqrt(2 / n)],
    ['normals have kurtosis 0', "kurtosis(normal('a', id))", 0, 4 * Math.sqrt(24 / n)],
    ['5 % of normals are outside 1.96', "avg((abs(normal('a', id)) > 1.959964)::int)", 0.05, 0.002],
  ])('%s', async (_, what, expected, tolerance) => {
    expect(Math.abs((await value(over(what))) - expected)).toBeLessThan(tolerance)
  })

  it.each([0.25, 0.5, 0.7375, 0.95])(
    'a score has mean 1 + 4p and variance 4p(1 - p) at p = %f',
    async (p) => {
      const mean = await value(over(`avg(score_of(${p}, (id + 0.5) / ${n}))`))
      const variance = await value(over(`var_pop(score_of(${p}, (id + 0.5) / ${n}))`))

      expect(mean).toBeCloseTo(1 + 4 * p, 3)
      expect(variance).toBeCloseTo(4 * p * (1 - p), 3)
    },
  )

  it('another seed draws other numbers', async () => {
    const first = await value("select u('a', 1)")
    await engine.setVariables({ seed: 8 })
    expect(await value("select u('a', 1)")).not.toBe(first)
    await engine.setVariables({ seed: 7 })
    expect(await value("select u('a', 1)")).toBe(first)
  })

  it.each(Object.entries(world).filter(([, list]) => Array.isArray(list) && list.length > 12))(
    'the shares of %s add up to 1',
    (_, list) => expect(list).toHaveLength(1000),
  )
})
