import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { validateAlerts } from '../../validate/alerts.ts'
import { deteriorating } from '../../validate/worlds.ts'

test('most stores that deteriorate are told of early, and few others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cx-validate-'))
  const figures = await validateAlerts(folder, { ...deteriorating, planted: 4, runs: 6 })
  await rm(folder, { recursive: true })
  const early = figures.find(({ kind }) => kind === 'early_warning')

  // 24 stores and 84 months: two standard errors of .64 and of .04 are .2 and .04.
  expect(early).toMatchObject({ planted: 24, months: 84 })
  expect(early?.power).toBeGreaterThan(0.44)
  for (const { false_discoveries } of figures) expect(false_discoveries).toBeLessThan(0.16)
})
