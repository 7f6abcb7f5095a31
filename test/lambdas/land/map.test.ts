import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { landMapping, readMap } from '../../../lambdas/land/map.ts'
import { inLake, newFolder, newLanding, snapshot, writeFile } from './lab.ts'

function writeMap(files: Record<string, string>): string {
  const folder = join(newFolder(), 'shop')
  mkdirSync(folder)
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql)
  return folder
}

const VISITS = 'shop,date,people\nA,01/02/2025,007\nB,31/12/2024,12\nC,,1\n'
const SELECT = `
  with visits as (select shop, strptime(date, '%d/%m/%Y') as day, people from footfall)
  select shop as store_id, strftime(day, '%Y-%m-%d') as day, people as visitors from visits order by shop;`

async function landMap(map: string, source: string, landing = newLanding()) {
  const [mapping] = await readMap(map)
  if (!mapping) throw new Error('the map is empty')
  return { landing, landed: await landMapping(landing, mapping, [source]) }
}

describe('landing with a map', () => {
  it('makes an extract of foreign files and checks it like any other', async () => {
    const { landing, landed } = await landMap(
      writeMap({ 'store_days.sql': SELECT }),
      writeFile('footfall.csv', VISITS),
    )
    expect(landed).toMatchObject({
      file: 'shop/store_days.sql',
      sources: ['footfall.csv'],
      received: 3,
      landed: 2,
      quarantined: 1,
    })
    expect(await inLake(landing, 'raw', 'store_days', 'store_id, day, visitors')).toEqual([
      { store_id: 'A', day: '2025-02-01', visitors: '7' },
      { store_id: 'B', day: '2024-12-31', visitors: '12' },
    ])
  })

  const people = [{ shop: 'A', date: '01/02/2025', people: '7' }]
  it.each([
    ['tabs', 'footfall.tsv', 'shop\tdate\tpeople\nA\t01/02/2025\t7\n'],
    ['a JSON array', 'footfall.json', JSON.stringify(people)],
    ['NDJSON', 'footfall.ndjson', `${JSON.stringify(people[0])}\n`],
    ['upper-case endings', 'footfall.CSV.GZ', gzipSync('shop,date,people\nA,01/02/2025,7\n')],
    ['gzip that its name does not tell', 'footfall.csv', gzipSync('shop,date,people\nA,01/02/2025,7\n')],
  ])('reads a source with %s', async (_what, name, content) => {
    const { landing } = await landMap(writeMap({ 'store_days.sql': SELECT }), writeFile(name, content))
    expect(await inLake(landing, 'raw', 'store_days', 'store_id, visitors')).toEqual([
      { store_id: 'A', visitors: '7' },
    ])
  })

  it('changes nothing when the same files come again', async () => {
    const [map, source] = [writeMap({ 'store_days.sql': SELECT }), writeFile('footfall.csv', VISITS)]
    const { landing } = await landMap(map, source)
    const before = await snapshot(landing.lake)
    expect((await landMap(map, source, landing)).landed.already).toBe(true)
    expect(await snapshot(landing.lake)).toEqual(before)
  })

  it.each([
    [
      'a file that is not there',
      { 'store_days.sql': 'select * from footfalls' },
      /reads footfalls.*It has: footfall/,
    ],
    ['a select that is none', { 'store_days.sql': 'selekt 1' }, /store_days\.sql is no SQL select/],
    [
      'a column that is not there',
      { 'store_days.sql': 'select shops from footfall' },
      /could not be run.*shops/,
    ],
    [
      'a file named like no extract',
      { 'visits.sql': 'select 1' },
      /named like no extract. Allowed: survey_answers\.sql/,
    ],
  ])('says what is wrong with %s', async (_what, files, message) => {
    await expect(landMap(writeMap(files), writeFile('footfall.csv', VISITS))).rejects.toThrow(message)
  })
})
