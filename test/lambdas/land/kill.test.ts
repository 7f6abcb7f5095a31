import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import type { FolderLake } from '../../../lambdas/land/folder-lake.ts'
import { landFile } from '../../../lambdas/land/land.ts'
import { contract, newFolder, newLanding, snapshot, writeFile } from './lab.ts'

const KILLS = 50

/** Customers with personal data, bad rows, repeated keys and an unknown column: every object that a landing can write. */
function dirtyExtract(): string {
  const lines = Array.from({ length: 20_000 }, (_, i) => {
    const id = i % 50 === 0 ? 'again' : `c${i}`
    const joined = i % 97 === 0 ? '2025-02-30T00:00:00Z' : '2025-02-28T00:00:00Z'
    return `${id},${joined},true,c${i}@example.com,${i}`
  })
  return writeFile('customers.csv', ['customer_id,joined_at,consent,email,shoe_size', ...lines].join('\n'))
}

function startLanding(lake: string, file: string) {
  const script = `${import.meta.dirname}/land-once.ts`
  return execa('node', [script, lake, file, 'customers'], { reject: false, buffer: false, stdout: 'pipe' })
}

// Not by iterating over the child: leaving such a loop waits for the child to end.
const hasBegun = (child: ReturnType<typeof startLanding>) => once(child.stdout, 'data')

describe('a landing that is killed', () => {
  it(`and repeated gives what an undisturbed one gives, ${KILLS} times`, async () => {
    const file = dirtyExtract()
    const undisturbed = newFolder()
    const whole = startLanding(undisturbed, file)
    await hasBegun(whole)
    const begun = performance.now()
    await whole
    let length = performance.now() - begun
    const expected = await snapshot(newLanding(undisturbed).lake)
    expect(Object.keys(expected).map((key) => key.split('/')[0])).toEqual([
      'ledger',
      'quarantine',
      'raw',
      'superseded',
    ])

    let cutShort = 0
    for (let attempt = 0; cutShort < KILLS; attempt++) {
      // On a machine that is busy by turns a landing may outrun its killer, but hardly every other one.
      expect(attempt).toBeLessThan(2 * KILLS)
      const folder = newFolder()
      const child = startLanding(folder, file)
      await hasBegun(child)
      const start = performance.now()
      await sleep((length * cutShort) / KILLS)
      child.kill('SIGKILL')
      const { signal } = await child
      if (signal === 'SIGKILL') cutShort++
      else length = Math.min(length, performance.now() - start)
      const landing = newLanding(folder)
      await landing.lake.sweep()
      await landFile(
        { ...landing, now: () => new Date('2025-06-30T23:59:59.999Z') },
        contract('customers'),
        file,
      )
      expect(await snapshot(landing.lake)).toEqual(expected)
    }
  })

  it('before any one of its writes leaves nothing that a repetition would not mend', async () => {
    const file = dirtyExtract()
    const whole = newLanding()
    const writes = dying(whole.lake, Number.POSITIVE_INFINITY)
    await landFile({ ...whole, lake: writes.lake }, contract('customers'), file)
    const expected = await snapshot(whole.lake)
    expect(writes.count()).toBeGreaterThan(5)

    for (let fatal = 1; fatal <= writes.count(); fatal++) {
      const landing = newLanding()
      const { lake } = dying(landing.lake, fatal)
      await expect(landFile({ ...landing, lake }, contract('customers'), file)).rejects.toThrow('killed')
      const late = { ...landing, now: () => new Date('2025-07-01T00:00:00.001Z') }
      const { landed_at } = await landFile(late, contract('customers'), file)
      // The first write fixes the time; killed before it, the landing has not begun.
      if (fatal > 1) expect(landed_at).toBe('2025-06-30T23:59:59.999Z')
      if (fatal > 1) expect(await snapshot(landing.lake)).toEqual(expected)
    }
  })
})

/** A lake that is dead from its n-th write on, so that each moment between two writes can be tried. */
function dying(lake: FolderLake, fatal: number) {
  let writes = 0
  const unlessDead =
    <A extends unknown[], R>(write: (...args: A) => Promise<R>) =>
    (...args: A) =>
      ++writes >= fatal ? Promise.reject(new Error('killed')) : write.apply(lake, args)
  const methods = {
    writeOnce: unlessDead(lake.writeOnce),
    publish: unlessDead(lake.publish),
    remove: unlessDead(lake.remove),
  }
  return { lake: Object.assign(Object.create(lake) as FolderLake, methods), count: () => writes }
}
