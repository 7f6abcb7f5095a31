import { describe, expect, it } from 'vitest'
import type { FolderLake } from '../../../lambdas/land/folder-lake.ts'
import { landFile } from '../../../lambdas/land/land.ts'
import { contract, inLake, landText, newLanding, snapshot, writeFile } from './lab.ts'

const AHEAD = 'must not be later than a day after landing'
const order = (ordered_at: string) =>
  `order_id,store_id,channel,ordered_at,status,currency\no1,S1,store,${ordered_at},completed,EUR\n`
const storeDay = (day: string) => `store_id,day,visitors\nS1,${day},3\n`
const action = (planned_on: string, finished_on: string) =>
  `action_id,issue,kind,owner_role,status,planned_on,finished_on,cost,currency\na1,Queues,corrective,manager,approved,${planned_on},${finished_on},5,EUR\n`

// The clock of these landings stands at 2025-06-30T23:59:59.999Z.
describe('a time in the future', () => {
  it.each([
    ['orders.csv', 'ordered_at', order('2025-07-02T00:00:00Z')],
    ['orders.csv', 'ordered_at', order('2199-12-31T23:59:59Z')],
    ['orders.csv', 'ordered_at', order('2025-07-01T14:00:00-10:00')],
    ['store_days.csv', 'day', storeDay('2025-07-02')],
    ['actions.csv', 'finished_on', action('2025-06-01', '2026-01-01')],
    ['store_days.ndjson', 'day', '{"store_id": "S1", "day": "2099-01-01"}\n'],
  ])('in %s is quarantined with its column %s and the reason', async (name, column, text) => {
    const landing = newLanding()
    const landed = await landText(landing, name, text)
    expect(landed).toMatchObject({ received: 1, landed: 0, quarantined: 1 })
    const [bad] = await inLake(landing, 'quarantine', landed.extract, 'column_name, reason')
    expect(bad).toEqual({ column_name: column, reason: AHEAD })
  })

  it.each([
    ['a day after landing', 'orders.csv', order('2025-07-01T23:59:59.999Z')],
    ['a day after landing, by another clock', 'orders.csv', order('2025-07-02T13:59:59.999+14:00')],
    ['the next day of a store', 'store_days.csv', storeDay('2025-07-01')],
    ['what is planned', 'actions.csv', action('2030-01-01', '')],
  ])('that is %s lands', async (_what, name, text) => {
    expect(await landText(newLanding(), name, text)).toMatchObject({ landed: 1, quarantined: 0 })
  })
})

describe('a landing that dies and is repeated when the future has come', () => {
  const storeDays = contract('store_days')
  const file = writeFile('store_days.csv', `${storeDay('2025-06-30')}S1,2025-07-02,4\n`)
  const nextWeek = () => new Date('2025-07-07T12:00:00Z')

  it.each(['publish', 'enter'] as const)('before it could %s sees what it first saw', async (step) => {
    const [landing, undisturbed] = [newLanding(), newLanding()]
    const dies = async (key: string) => {
      if (step === 'publish' || key.startsWith('ledger/')) throw new Error('killed')
    }
    const publish: FolderLake['publish'] = async (from, key) => {
      if (step === 'publish') await dies(key)
      return landing.lake.publish(from, key)
    }
    const writeOnce: FolderLake['writeOnce'] = async (key, text) => {
      if (step === 'enter') await dies(key)
      return landing.lake.writeOnce(key, text)
    }
    const lake = Object.assign(Object.create(landing.lake) as FolderLake, { publish, writeOnce })
    await expect(landFile({ ...landing, lake }, storeDays, file)).rejects.toThrow('killed')

    const repeated = await landFile({ ...landing, now: nextWeek }, storeDays, file)
    expect(repeated).toMatchObject({ landed: 1, quarantined: 1, already: false })
    await landFile(undisturbed, storeDays, file)
    expect(await snapshot(landing.lake)).toEqual(await snapshot(undisturbed.lake))
  })
})
