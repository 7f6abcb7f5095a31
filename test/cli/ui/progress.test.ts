import { describe, expect, test } from 'vitest'
import { createProgress } from '../../../cli/ui/progress.ts'

const record = (isTTY: boolean, columns = 80) => {
  const written: string[] = []
  let now = 0
  return {
    written,
    advance: (ms: number) => {
      now += ms
    },
    options: { stream: { isTTY, columns, write: (text: string) => written.push(text) }, clock: () => now },
  }
}

describe('progress that is not on a terminal', () => {
  test('is a line per finished step with counts and time', async () => {
    const { written, advance, options } = record(false)
    const landed = await createProgress(options).step('Landing', (step) => {
      step.count(3, { total: 24, of: 'file' })
      step.count(24, { total: 24, of: 'file' })
      step.detail('2 rows quarantined')
      advance(3200)
      return 24
    })
    expect(landed).toBe(24)
    expect(written).toEqual(['✔ Landing · 24 files · 2 rows quarantined · 3.2 s\n'])
  })

  test('marks a failed step, says how far it got, and passes the error on', async () => {
    const { written, options } = record(false)
    const work = createProgress(options).step('Landing', (step) => {
      step.count(1200, { total: 2400, of: 'row' })
      throw new Error('disk full')
    })
    await expect(work).rejects.toThrow('disk full')
    expect(written).toEqual(['✘ Landing · 1,200 of 2,400 rows · 0 ms\n'])
  })

  test('counts without a known total', async () => {
    const { written, options } = record(false)
    await createProgress(options).step('Reading', (step) => step.count(1))
    expect(written).toEqual(['✔ Reading · 1 · 0 ms\n'])
  })
})

describe('progress on a terminal', () => {
  const slowly = () => new Promise((resolve) => setTimeout(resolve, 250))

  test('updates one line, then leaves one finished line', async () => {
    const { written, options } = record(true)
    await createProgress(options).step('Building', slowly)
    expect(written.length).toBeGreaterThanOrEqual(2)
    expect(written[0]).toMatch(/^\r.*⠙ Building · 0 ms$/)
    expect(written.join('').split('\n')).toHaveLength(2)
    expect(written.at(-1)).toMatch(/✔ Building · 0 ms\n$/)
  })

  test('never writes a line that wraps', async () => {
    const { written, options } = record(true, 20)
    await createProgress(options).step('A label that is longer than the terminal', slowly)
    expect(written[0]).toMatch(/^\r\S*⠙ A label that is l$/)
  })

  test('puts notes above the line', async () => {
    const { written, options } = record(true)
    const progress = createProgress(options)
    await progress.step('Building', async () => {
      await slowly()
      progress.note('skipped: reviews')
    })
    expect(written.join('')).toMatch(/skipped: reviews\n\S Building · 0 ms/)
  })

  test('shows steps that run side by side together', async () => {
    const { written, options } = record(true)
    const progress = createProgress(options)
    await Promise.all([progress.step('Python', slowly), progress.step('Node', slowly)])
    expect(written[0]).toContain('Python · 0 ms   Node · 0 ms')
  })
})

test.each([{ json: true }, { quiet: true }])('progress under %o writes nothing', async (mode) => {
  const { written, options } = record(true)
  const progress = createProgress({ ...options, ...mode })
  progress.note('hello')
  expect(await progress.step('Building', () => 7)).toBe(7)
  expect(written).toEqual([])
})
