import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeDay } from '../../bench/day.ts'
import { runOnTrino } from '../../cli/warehouse/trino/client.ts'
import { type Extracts, extractsInTwoParts } from './extracts.ts'
import { java, noBuilds } from './needed.ts'
import { type AthenaEngine, athenaOnAws } from './on-aws.ts'
import { type SameLake, sameLake } from './same-lake.ts'
import { differencesOf, nameOf, storyOver, withAsker } from './story.ts'

/** How Cube finds Athena, in its own variables. */
const CUBE = {
  CUBEJS_AWS_REGION: 'us-east-1',
  CUBEJS_AWS_ATHENA_WORKGROUP: 'cx-serving',
  CUBEJS_AWS_ATHENA_CATALOG: 'AwsDataCatalog',
  CUBEJS_AWS_S3_OUTPUT_LOCATION: 's3://cx-results',
  CUBEJS_DB_NAME: 'marts',
  CUBEJS_CACHE_AND_QUEUE_DRIVER: 'memory',
}

describe.skipIf(noBuilds)('every mart of the sample is the same on DuckDB and through dbt-athena', () => {
  let lake: SameLake<AthenaEngine>
  let extracts: Extracts
  beforeAll(async () => {
    extracts = await extractsInTwoParts(50, 18)
    lake = await sameLake((folder) => athenaOnAws(java, folder))
  })
  afterAll(() => lake?.close())

  const ask = async (sql: string) => (await runOnTrino(lake.engine.place, sql)).rows

  test('after a full build, which writes more months than Athena takes at once', async () => {
    const { differences, full } = await lake.compare('sample on Athena, full', extracts.first, {
      on: '2025-10-01',
    })
    expect({ differences, full }).toEqual({ differences: 0, full: [true, true] })
    const [[months] = []] = await ask('select count(distinct month) from marts.fct_store_days')
    expect(months).toBeGreaterThan(100)
  })

  test('after corrections have landed and small files are joined; what breaks a test stands in its table', async () => {
    const { differences, full, warned } = await lake.compare('sample on Athena, incremental', extracts.rest, {
      on: '2025-10-02',
      compact: true,
    })
    expect({ differences, full }).toEqual({ differences: 0, full: [false, false] })
    const kept = warned.map(({ failuresTable }) => ask(`select count(*) from ${failuresTable}`))
    expect(warned.length).toBeGreaterThan(0)
    expect((await Promise.all(kept)).flat(2)).toEqual(warned.map(({ failures }) => failures))
  })

  test('after one more day', async () => {
    const { folder } = lake.context.lake
    const day = join(folder, '..', 'day')
    await writeDay(folder, day)
    const { differences, full } = await lake.compare('sample on Athena, one more day', [day], {
      on: '2025-10-03',
    })
    expect({ differences, full }).toEqual({ differences: 0, full: [false, false] })
  })

  test("Cube's driver for Athena answers the story's questions as DuckDB's does", async () => {
    const folder = lake.context.lake.folder
    const expected = await storyOver({ lake: folder })
    expect(expected.length).toBeGreaterThan(6)
    Object.assign(process.env, CUBE)
    const differing = await withAsker({}, async (ask) => {
      const found: object[] = []
      for (const { query, rows } of expected) {
        const began = new Date()
        const different = differencesOf(rows, await ask(query))
        const { bytes } = lake.engine.endpoint.scannedSince(began)
        process.stdout.write(
          `${nameOf(query)}: ${rows.length} rows, ${different.length} differences, ${bytes} bytes read\n`,
        )
        if (different.length > 0) found.push({ query: nameOf(query), different: different.slice(0, 5) })
      }
      return found
    })
    expect(differing).toEqual([])
  })
})
