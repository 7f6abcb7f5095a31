import { mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generateSample, SampleFolderError, SampleOptionError } from '../../sample/generate.ts'
import { startOf, storyOf } from '../../sample/options.ts'

const fine = { stores: 50, months: 18, seed: 1, out: join(tmpdir(), 'cx-sample-never-made') }

describe('options of a sample', () => {
  it.each([
    [18, '2024-01'],
    [24, '2024-01'],
    [25, '2023-12'],
    [60, '2021-01'],
    [120, '2016-01'],
  ])('of %d months begin it in %s, so that nothing lies ahead', (months, first) => {
    expect(startOf(months)).toBe(first)
  })

  it.each([
    ['stores', 49, 'from 50 to 20000'],
    ['stores', 20_001, 'from 50 to 20000'],
    ['stores', 100.5, 'a whole number'],
    ['stores', Number.NaN, 'a whole number'],
    ['months', 17, 'from 18 to 120'],
    ['months', '24', 'got "24"'],
    ['seed', -1, 'from 0 to 4294967295'],
    ['start', '2024-13', 'as YYYY-MM'],
    ['start', 'May 2024', 'as YYYY-MM'],
    ['out', ' ', 'the path of a new or empty folder'],
  ])('refuse %s = %s and name what is allowed', async (name, value, allowed) => {
    const made = generateSample({ ...fine, [name]: value })

    await expect(made).rejects.toThrow(SampleOptionError)
    await expect(made).rejects.toThrow(new RegExp(`Option ${name}.*${allowed}.*Try --${name}`))
  })

  it.each([['thesis.txt'], ['orders.csv']])(
    'leave a folder alone that holds %s and no sample',
    async (name) => {
      const out = await mkdtemp(join(tmpdir(), 'cx-sample-'))
      await writeFile(join(out, name), 'years of work')

      await expect(generateSample({ ...fine, out })).rejects.toThrow(SampleFolderError)
      expect(await readdir(out)).toEqual([name])
    },
  )

  it.each([
    [1000, { low_stores: 17, queue_stores: 15, planned_actions: 8, done_actions: 5, idle_actions: 1 }],
    [10_000, { low_stores: 170, queue_stores: 150, planned_actions: 80, done_actions: 50, idle_actions: 10 }],
    [50, { low_stores: 4, queue_stores: 3, planned_actions: 3, done_actions: 2, idle_actions: 1 }],
  ])('keep the proportions of the story at %i stores', (stores, expected) => {
    expect(storyOf({ stores, months: 24 })).toMatchObject({ ...expected, low_month: 6, action_month: 18 })
  })
})
