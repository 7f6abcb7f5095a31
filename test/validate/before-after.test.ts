import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { validateComparisons } from '../../validate/before-after.ts'
import { autoregressive } from '../../validate/worlds.ts'

test('among stores chosen for being low, the effect is right where the naive change is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cx-validate-'))
  const { expected, naive } = await validateComparisons(folder, { ...autoregressive, runs: 24 })
  await rm(folder, { recursive: true })

  // 192 comparisons, 48 of them without an effect: two standard errors of a share of .05 are .03 and .06.
  expect(expected.coverage).toBeGreaterThan(0.92)
  expect(expected.false_verdicts).toBeLessThan(0.12)
  expect(Math.abs(expected.bias)).toBeLessThan(0.04)
  expect(naive.coverage).toBeLessThan(0.85)
  expect(naive.bias).toBeGreaterThan(0.06)
})
