import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateSample } from '../../sample/generate.ts'
import { realData } from '../real-data.ts'
import { type SameLake, sameLake } from './same-lake.ts'
import { jarsMissing } from './trino/jars.ts'
import { findJava, JDK_MISSING } from './trino/jdk.ts'

const java = findJava()
const missing = java ? await jarsMissing() : JDK_MISSING
if (missing) process.stderr.write(`SKIPPED: ${missing}\n`)
const olist = realData('olist')

let lake: SameLake
beforeAll(async () => {
  if (java && !missing) lake = await sameLake(java)
})
afterAll(() => lake?.close())

describe.skipIf(missing)('every mart of the sample is the same on DuckDB and on Trino', () => {
  let extracts: string[]
  beforeAll(async () => {
    const out = await mkdtemp(join(tmpdir(), 'cx-athena-sample-'))
    await generateSample({ stores: 60, months: 20, seed: 7, out })
    extracts = (await readdir(out)).map((file) => join(out, file))
  })

  test('after a full build', async () => {
    const first = extracts.filter((file) => !isLast(file))
    expect(first.length).toBeLessThan(extracts.length)
    const { differences, marts } = await lake.compare('sample, full', first, { fullRefresh: true })
    expect({ differences, any: marts > 0 }).toEqual({ differences: 0, any: true })
  })

  test('after the rest has landed', async () => {
    const { differences } = await lake.compare('sample, incremental', extracts)
    expect(differences).toBe(0)
  })
})

/** Files of the sample's last quarter. */
const isLast = (file: string) => /-2025-0[78]\./.test(file)

describe.skipIf(missing || !olist)('every mart of Olist is the same on DuckDB and on Trino', () => {
  let other: SameLake
  beforeAll(async () => {
    other = await sameLake(java ?? '')
  })
  afterAll(() => other?.close())

  test('after a full build', async () => {
    const map = join(import.meta.dirname, '../../maps/olist')
    const { differences } = await other.compare('Olist, full', [olist ?? ''], { map, fullRefresh: true })
    expect(differences).toBe(0)
  })
})
