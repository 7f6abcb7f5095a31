import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { isAlive, withLock } from '../../cli/setup/lock.mjs'

const newLock = () => join(mkdtempSync(join(tmpdir(), 'cx-lock-')), 'lock')

/** The id of a process that has ended. */
const gone = async () => {
  const child = execa(process.execPath, ['-e', ''])
  await child
  return child.pid ?? 0
}

// Works for a moment; fails where another works at the same time.
const WORKER = `
  import { rmSync, writeFileSync } from 'node:fs'
  import { withLock } from ${JSON.stringify(resolve(import.meta.dirname, '../../cli/setup/lock.mjs'))}
  const lock = process.argv[1]
  await withLock(lock, async () => {
    writeFileSync(lock + '.busy', '', { flag: 'wx' })
    await new Promise((done) => setTimeout(done, 30))
    rmSync(lock + '.busy')
  })
  console.log('worked')`

describe('a lock', () => {
  test('of a dead process is taken over by one after another of those who find it', async () => {
    const lock = newLock()
    writeFileSync(lock, `${hostname()} ${await gone()}`)
    const workers = Array.from({ length: 6 }, () =>
      execa(process.execPath, ['--input-type=module', '-e', WORKER, lock], { reject: false }),
    )
    const ended = await Promise.all(workers)
    expect(ended.map(({ stdout, stderr }) => stdout + stderr)).toEqual(Array(6).fill('worked'))
    expect(existsSync(lock)).toBe(false)
  })

  test('counts while a process that its holder named is alive, after the holder is gone', async () => {
    const lock = newLock()
    writeFileSync(lock, `${hostname()} ${await gone()} ${process.pid}`)
    const onWait = (holder: string) => {
      throw new Error(`held by ${holder}`)
    }
    await expect(withLock(lock, async () => 'worked', { onWait })).rejects.toThrow(`held by ${process.pid}`)
    expect(existsSync(lock)).toBe(true)
  })

  test('that is held ends the waiting at once where the waiter throws', async () => {
    const lock = newLock()
    const onWait = () => {
      throw new Error('busy')
    }
    await withLock(lock, async () => {
      await expect(withLock(lock, async () => 'worked', { onWait })).rejects.toThrow('busy')
    })
    expect(await withLock(lock, async () => 'worked', { onWait })).toBe('worked')
  })
})

test('a process that belongs to somebody else is alive', async () => {
  expect([isAlive(1), isAlive(process.pid), isAlive(await gone())]).toEqual([true, true, false])
})
