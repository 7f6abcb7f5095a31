import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { realData } from '../real-data.ts'
import { type Engine, trinoOnFiles } from './engines.ts'
import type { Extracts } from './extracts.ts'
import { java, noBuilds } from './needed.ts'
import { olistInTwoParts } from './olist.ts'
import { type SameLake, sameLake } from './same-lake.ts'

const olist = realData('olist')
const map = join(import.meta.dirname, '../../maps/olist')

describe.skipIf(noBuilds || !olist)('every mart of Olist is the same on DuckDB and on Trino', () => {
  let lake: SameLake<Engine>
  let extracts: Extracts
  beforeAll(async () => {
    // The marts are what is compared: dbt's tests run on Athena.
    process.env.DBT_RESOURCE_TYPES = 'model seed'
    extracts = await olistInTwoParts(olist ?? '', '2018-07-01')
    lake = await sameLake((folder) => trinoOnFiles(java, folder))
  })
  afterAll(() => lake?.close())

  test('after a full build', async () => {
    const { differences, marts, full } = await lake.compare('Olist on Trino, full', extracts.first, {
      on: '2018-11-01',
      map,
    })
    expect({ differences, any: marts > 0, full }).toEqual({ differences: 0, any: true, full: [true, true] })
  })

  test('after the last months have landed', async () => {
    const { differences, full } = await lake.compare('Olist on Trino, incremental', extracts.rest, {
      on: '2018-11-02',
      map,
    })
    expect({ differences, full }).toEqual({ differences: 0, full: [false, false] })
  })
})
