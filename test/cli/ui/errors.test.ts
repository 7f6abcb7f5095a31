import { describe, expect, test } from 'vitest'
import { CxError, reportError } from '../../../cli/ui/errors.ts'

const report = (error: unknown, options: { json?: boolean; debug?: boolean } = {}) => {
  let text = ''
  const stream = { write: (part: string) => (text += part) }
  const exitCode = reportError(error, { debug: false, ...options, stream })
  return { text, exitCode }
}

const unknownMetric = new CxError({
  what: 'Unknown metric',
  got: 'npss',
  allowed: ['nps', 'csat', 'ces'],
  next: 'cx metrics',
  exitCode: 2,
})

describe('an error', () => {
  test('says what, got, allowed and next, without a stack', () => {
    expect(report(unknownMetric)).toEqual({
      text: 'cx: Unknown metric: got "npss"\n  allowed: nps, csat, ces\n  next: cx metrics\n',
      exitCode: 2,
    })
  })

  test('leaves out what it does not know', () => {
    expect(report(new CxError({ what: 'Nothing has landed yet' })).text).toBe('cx: Nothing has landed yet\n')
  })

  test('is not named as its own cause', () => {
    const cause = new Error('No such store')
    expect(report(new CxError({ what: 'No such store', cause })).text).toBe('cx: No such store\n')
  })

  test('names its causes', () => {
    const cause = new Error('disk full', { cause: new Error('ENOSPC') })
    expect(report(new CxError({ what: 'Could not write the lake', cause })).text).toBe(
      'cx: Could not write the lake\n  cause: disk full\n  cause: ENOSPC\n',
    )
  })

  test('is one JSON line for programs', () => {
    const { text } = report(unknownMetric, { json: true })
    expect(text.trimEnd()).not.toContain('\n')
    expect(JSON.parse(text)).toEqual({
      error: { what: 'Unknown metric', got: 'npss', allowed: 'nps, csat, ces', next: 'cx metrics' },
    })
  })

  test('may have got a count of DuckDB', () => {
    const error = new CxError({ what: 'Too many rows', got: 12n })
    expect(report(error).text).toBe('cx: Too many rows: got 12\n')
    expect(JSON.parse(report(error, { json: true }).text).error.got).toBe(12)
  })

  test('shows stacks, causes included, when debugging', () => {
    const error = new CxError({ what: 'Failed', cause: new Error('inner') })
    expect(report(error, { debug: true }).text).toMatch(/at .*errors\.test\.ts[\s\S]*caused by Error: inner/)
  })
})

describe('a defect of ours', () => {
  test('exits with 1 and says how to see more', () => {
    const { text, exitCode } = report(new TypeError('x is not a function'))
    expect(exitCode).toBe(1)
    expect(text).toMatch(/^cx: x is not a function\n {2}next: .*CX_DEBUG=1/)
  })

  test('may be anything that was thrown', () => {
    expect(report('text').text).toContain('cx: text')
    expect(JSON.parse(report(undefined, { json: true }).text)).toEqual({ error: { what: 'undefined' } })
  })
})
