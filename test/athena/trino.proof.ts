import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { realData } from '../real-data.ts'
import { type Engine, trinoOnFiles } from './engines.ts'
import { type Extracts, extractsInTwoParts } from './extracts.ts'
import { java, missing } from './needed.ts'
import { type SameLake, sameLake } from './same-lake.ts'

const onFiles = (folder: string) => trinoOnFiles(java, folder)

describe.skipIf(missing)('every mart of the sample is the same on DuckDB and on Trino', () => {
  let lake: SameLake<Engine>
  let extracts: Extracts
  beforeAll(async () => {
    extracts = await extractsInTwoParts(50, 18)
    lake = await sameLake(onFiles)
  })
  afterAll(() => lake?.close())

  test('after a full build', async () => {
    const { differences, marts, full } = await lake.compare('sample on Trino, full', extracts.first)
    expect({ differences, any: marts > 0, full }).toEqual({ differences: 0, any: true, full: [true, true] })
  })

  test('after the rest has landed, with corrections', async () => {
    const { differences, full } = await lake.compare('sample on Trino, incremental', extracts.rest)
    expect({ differences, full }).toEqual({ differences: 0, full: [false, false] })
  })
})

const olist = realData('olist')

describe.skipIf(missing || !olist)('every mart of Olist is the same on DuckDB and on Trino', () => {
  let lake: SameLake<Engine>
  beforeAll(async () => {
    lake = await sameLake(onFiles)
  })
  afterAll(() => lake?.close())

  test('after a full build', async () => {
    const map = join(import.meta.dirname, '../../maps/olist')
    const { differences } = await lake.compare('Olist on Trino, full', [olist ?? ''], { map })
    expect(differences).toBe(0)
  })
})
