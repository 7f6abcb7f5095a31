import { describe, expect, it } from 'vitest'
import { checkConfig, readConfig } from '../../infra/config.ts'
import { CONFIG } from './synth.ts'

describe('the configuration', () => {
  it.each(['dev', 'prod'])('of the stage %s can be deployed', (stage) => {
    expect(readConfig(stage)).toMatchObject({ stage })
  })

  it('that says what goes and what stays is one choice: a trial goes, production stays', () => {
    expect([readConfig('dev').data, readConfig('prod').data]).toEqual(['destroy', 'retain'])
  })

  it('lists every bad value with what is allowed', () => {
    const bad = { ...CONFIG, data: 'keep', landing: { ...CONFIG.landing, diskGiB: 11 }, colour: 'red' }
    const lines = /data: .*"retain"\|"destroy"[\s\S]*landing\.diskGiB: .*10[\s\S]*colour/
    expect(() => checkConfig('test', bad)).toThrow(lines)
    expect(() => checkConfig('test', { ...CONFIG, lake: { ...CONFIG.lake, since: 'May' } })).toThrow(
      /lake\.since: must be a day such as 2026-01-31/,
    )
  })

  it.each(['staging', '../dev', 'Dev'])('of a stage that is none (%s) names those that are', (stage) => {
    expect(() => readConfig(stage)).toThrow(/There is no stage.*Allowed: dev, prod/)
  })
})
