import { chmodSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import type { FolderLake } from '../../../lambdas/land/folder-lake.ts'
import { landFile } from '../../../lambdas/land/land.ts'
import { asStranger, contract, inLake, landText, newFolder, newLanding, snapshot, writeFile } from './lab.ts'

const STORE_DAYS = 'store_id,day,visitors\nS1,2025-01-01,10\nS2,2025-01-01,20\n'
const storeDays = contract('store_days')
const LINE = {
  order_id: 'o1',
  line_no: '1',
  product_id: 'p',
  quantity: '1',
  net_amount: '5',
  discount_amount: '0',
  returned_quantity: '0',
}
const orderLine = (changed: Partial<typeof LINE>) =>
  `${Object.keys(LINE)}\n${Object.values({ ...LINE, ...changed })}\n`

describe('a bad cell', () => {
  it.each([
    ['a null key', 'store_days.csv', 'store_id,day\n,2025-01-01\n', 'store_id', 'must not be empty'],
    [
      '31 February',
      'store_days.csv',
      'store_id,day\nS1,2025-02-31\n',
      'day',
      'must be a day that the calendar has',
    ],
    [
      '1e999 as a number',
      'order_lines.csv',
      orderLine({ quantity: '1e999' }),
      'quantity',
      'must be a number that a computer can hold',
    ],
    [
      '1e999 as an amount',
      'order_lines.csv',
      orderLine({ net_amount: '1e999' }),
      'net_amount',
      'must be an amount below 100 trillion',
    ],
    [
      'a decimal comma',
      'order_lines.csv',
      orderLine({ net_amount: '"1,5"' }),
      'net_amount',
      'must be an amount such as 12.50',
    ],
    [
      'a NUL character in a key',
      'store_days.csv',
      'store_id,day\nS\x001,2025-01-01\n',
      'store_id',
      'must not begin or end with a blank or hold control characters',
    ],
    [
      'a NUL character in a text',
      'order_lines.csv',
      `${Object.keys(LINE)},category\n${Object.values(LINE)},a\0b\n`,
      'category',
      'must not hold a NUL character',
    ],
  ])('%s, is quarantined with its column and reason', async (_what, name, text, column, reason) => {
    const landing = newLanding()
    const landed = await landText(landing, name, text)
    expect(landed).toMatchObject({ received: 1, landed: 0, quarantined: 1 })
    const [bad] = await inLake(landing, 'quarantine', landed.extract, 'row_number, column_name, reason')
    expect(bad).toEqual({ row_number: '1', column_name: column, reason })
  })

  it('has its row number by records, whatever blank lines and malformed rows stand before it', async () => {
    const landing = newLanding()
    const lines = [
      'store_id,day,visitors',
      'S1,2025-01-01,1',
      '',
      'S2',
      '',
      '"S\n3",2025-01-01,3',
      'S4,never,4',
      'S5',
      'S6,2025-01-01,-6',
      '',
    ]
    const landed = await landText(landing, 'store_days.csv', lines.join('\n'))
    expect(landed).toMatchObject({ received: 6, landed: 1, quarantined: 5 })
    const bad = await inLake(landing, 'quarantine', 'store_days', 'row_number, column_name')
    expect(bad.map(Object.values)).toEqual([
      ['2', null],
      ['3', 'store_id'],
      ['4', 'day'],
      ['5', null],
      ['6', 'visitors'],
    ])
  })
})

describe('a file that cannot be the extract', () => {
  it.each([
    [
      'another delimiter than landing knows',
      'store_days.csv',
      STORE_DAYS.replaceAll(',', '~'),
      /lacks store_id, day.*store_id~day/,
    ],
    [
      'no header',
      'store_days.csv',
      'S1,2025-01-01\n',
      /lacks store_id, day\. Its header has: S1, 2025-01-01/,
    ],
    ['only blank lines', 'store_days.csv', '\n\n', /lacks store_id, day/],
    [
      'UTF-16 text',
      'store_days.csv',
      Buffer.from(`\uFEFF${STORE_DAYS}`, 'utf16le'),
      /UTF-16.*iconv -f UTF-16 -t UTF-8/,
    ],
    ['JSON that is no array', 'store_days.json', '[{"store_id":', /store_days\.json/],
    ['a key in no object', 'store_days.ndjson', '[1]\n', /store_days\.ndjson/],
  ])('for %s is refused, and the lake is as it was', async (_what, name, content, message) => {
    const landing = newLanding()
    await expect(landText(landing, name, content)).rejects.toThrow(message)
    expect(await snapshot(landing.lake)).toEqual({})
  })
})

describe('an encoding', () => {
  const text = 'store_id,day,name\nS1,2025-01-01,Málaga €5\nS2,2025-01-01,Köln\n'
  const latin1 = Buffer.from(text.replace('€', '\x80'), 'latin1')

  it.each([
    ['CSV', 'store_days.csv', latin1],
    [
      'NDJSON',
      'store_days.ndjson',
      Buffer.from(
        '{"store_id":"S1","day":"2025-01-01","name":"Málaga \x805"}\n{"store_id":"S2","day":"2025-01-01","name":"Köln"}',
        'latin1',
      ),
    ],
  ])('of Latin-1 is read from %s with a warning', async (_format, name, bytes) => {
    const landing = newLanding()
    const { warnings } = await landText(landing, name, bytes)
    expect(warnings).toEqual([
      expect.stringMatching(new RegExp(`^${name} is not UTF-8: 3 characters .* Latin-1`)),
    ])
    expect(await inLake(landing, 'raw', 'store_days', '_extra')).toEqual([
      { _extra: '{"name":"Málaga €5"}' },
      { _extra: '{"name":"Köln"}' },
    ])
  })

  it('of UTF-8 stays that where a character is broken: its row alone is quarantined', async () => {
    const broken = Buffer.concat([Buffer.from(text), Buffer.from('S3,2025-01-01,K\xf6ln\n', 'latin1')])
    const landed = await landText(newLanding(), 'store_days.csv', broken)
    expect(landed).toMatchObject({ received: 3, landed: 2, quarantined: 1, warnings: [] })
  })
})

describe('a file in an odd place', () => {
  it.each(['a=b', 'with blanks', 'st*r[1]?', "quote's", 'dé à'])(
    'in a folder called %s lands as anywhere',
    async (name) => {
      const [folder, odd] = [join(newFolder(), name), newLanding(join(newFolder(), name))]
      mkdirSync(folder)
      const file = writeFile('store_days[1].csv', `${STORE_DAYS}S3,never,1\n`, folder)
      expect(await landFile(odd, storeDays, file)).toMatchObject({
        landed: 2,
        quarantined: 1,
        unknown_columns: [],
      })
      const plain = newLanding()
      await landFile(plain, storeDays, writeFile('store_days[1].csv', readFileSync(file)))
      expect(await snapshot(odd.lake)).toEqual(await snapshot(plain.lake))
    },
  )

  it('is landed through a symbolic link', async () => {
    const link = join(newFolder(), 'store_days.csv')
    symlinkSync(writeFile('export', STORE_DAYS), link)
    expect(await landFile(newLanding(), storeDays, link)).toMatchObject({ landed: 2 })
  })

  it('has columns of any name, all kept', async () => {
    const landing = newLanding()
    const names = ['say ""hi""', "it's", 'größe', '', ' a b ', '$.x']
    await landText(
      landing,
      'store_days.csv',
      `store_id,day,${names.map((name) => `"${name}"`)}\nS1,2025-01-01,1,2,3,4,5,6\n`,
    )
    const [row] = await inLake(landing, 'raw', 'store_days', '_extra')
    expect(JSON.parse(String(row?._extra))).toEqual({
      'say "hi"': '1',
      "it's": '2',
      größe: '3',
      column_6: '4',
      'a b': '5',
      '$.x': '6',
    })
  })
})

describe('what goes wrong around a landing', () => {
  it('a key in two files lands from both, for the later one to win', async () => {
    const landing = newLanding()
    for (const visitors of [1, 2])
      await landText(landing, 'store_days.csv', `store_id,day,visitors\nS1,2025-01-01,${visitors}\n`)
    expect(await inLake(landing, 'raw', 'store_days', 'visitors')).toHaveLength(2)
  })

  it('a file that changes while it is read is refused', async () => {
    const landing = newLanding()
    const file = writeFile('store_days.csv', STORE_DAYS)
    const scratch: FolderLake['scratch'] = () => {
      writeFileSync(file, STORE_DAYS.replace('20', '21'))
      utimesSync(file, 0, 0)
      return landing.lake.scratch()
    }
    const lake = Object.assign(Object.create(landing.lake) as FolderLake, { scratch })
    await expect(landFile({ ...landing, lake }, storeDays, file)).rejects.toThrow(
      /store_days\.csv: changed while/,
    )
    expect(await snapshot(landing.lake)).toEqual({})
  })

  it('a file that may not be read, and a lake that may not be written, are named', async () => {
    const folder = newFolder()
    const [closed, open] = [
      writeFile('store_days.csv', STORE_DAYS, folder),
      writeFile('store_days-2.csv', STORE_DAYS, folder),
    ]
    const lakes = ['open', 'shut'].map((name) => join(folder, name))
    for (const lake of lakes) mkdirSync(lake)
    chmodSync(closed, 0)
    chmodSync(lakes[0] ?? '', 0o777)
    chmodSync(lakes[1] ?? '', 0o555)
    await asStranger(folder, async () => {
      await expect(landFile(newLanding(lakes[0]), storeDays, closed)).rejects.toThrow(
        /store_days\.csv: may not be read/,
      )
      await expect(landFile(newLanding(lakes[1]), storeDays, open)).rejects.toThrow(
        /shut cannot be written to \(EACCES\)/,
      )
    })
  })

  it('a disk that is full is named, and landing again gives what an undisturbed landing gives', async () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => `${(i * 7919) % 1_000_003}-${i},2025-01-01,${i}`)
    const file = writeFile('store_days.csv', `store_id,day,visitors\n${lines.join('\n')}\n`)
    const [landing, undisturbed] = [newLanding(), newLanding()]
    const script = join(import.meta.dirname, 'land-once.ts')
    // No file may grow beyond 32 KiB: what a full disk does to a writer, without filling one.
    const limited = await execa(
      'bash',
      [
        '-c',
        'ulimit -f 32; exec "$0" "$@"',
        process.execPath,
        script,
        landing.lake.folder,
        file,
        'store_days',
      ],
      { reject: false },
    )
    expect(limited.stderr).toMatch(/store_days\.csv: the disk is full/)
    await landing.lake.sweep()
    expect(await snapshot(landing.lake)).toEqual({})
    for (const each of [landing, undisturbed]) await landFile(each, storeDays, file)
    expect(await snapshot(landing.lake)).toEqual(await snapshot(undisturbed.lake))
  })
})
