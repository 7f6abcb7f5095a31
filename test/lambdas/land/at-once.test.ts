import { describe, expect, it } from 'vitest'
import type { FolderLake } from '../../../lambdas/land/folder-lake.ts'
import { landFile } from '../../../lambdas/land/land.ts'
import { contract, newLanding, snapshot, writeFile } from './lab.ts'

const storeDays = contract('store_days')
const file = () =>
  writeFile('store_days.csv', 'store_id,day\nS1,2025-01-01\nS1,never\nS2,2025-01-01\nS3,2025-07-02\n')
const tomorrow = () => new Date('2025-07-01T00:00:00.001Z')

/** A lake in which something happens just before, or just after, the first small object is written under a prefix. */
function meanwhile(lake: FolderLake, when: 'before' | 'after', prefix: string, work: () => Promise<unknown>) {
  let done = false
  const workOnce = async (moment: typeof when, key: string) => {
    if (done || moment !== when || !key.startsWith(prefix)) return
    done = true
    await work()
  }
  const writeOnce: FolderLake['writeOnce'] = async (key, text) => {
    await workOnce('before', key)
    const written = await lake.writeOnce(key, text)
    await workOnce('after', key)
    return written
  }
  return Object.assign(Object.create(lake) as FolderLake, { writeOnce })
}

describe('two landings of one file at once', () => {
  it.each([
    ['before the later one notes its intent', 'before', 'intents/'],
    ['after the later one noted its intent', 'after', 'intents/'],
    ['before the later one enters it', 'before', 'ledger/'],
  ] as const)('leave one, though the first ends beyond midnight %s', async (_moment, when, prefix) => {
    const [landing, alone, source] = [newLanding(), newLanding(), file()]
    const first = () => landFile(landing, storeDays, source)
    const lake = meanwhile(landing.lake, when, prefix, first)
    const later = await landFile({ ...landing, lake, now: tomorrow }, storeDays, source)
    expect(later.already).toBe(true)
    expect((await landFile(landing, storeDays, source)).landed_at).toBe(later.landed_at)
    await landFile({ ...alone, now: () => new Date(later.landed_at) }, storeDays, source)
    expect(await snapshot(landing.lake)).toEqual(await snapshot(alone.lake))
  })
})
