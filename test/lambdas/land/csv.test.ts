import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLANK, CONTROL, DOT, ODD, OTHER } from '../../../contracts/columns/plain.ts'
import { problemsOf } from '../../../contracts/index.ts'
import { landFile } from '../../../lambdas/land/land.ts'
import { Looker } from '../../../lambdas/land/readers/look.ts'
import { contract, inLake, landText, newFolder, newLanding, snapshot } from './lab.ts'

const MIB = 1024 * 1024
const HEADER = 'review_id,source,rating,posted_at,text\n'
const review = (id: number) => `r${id},web,4,2025-01-01T00:00:00Z,fine\n`
const reviews = (count: number, first = 0) =>
  Array.from({ length: count }, (_, id) => review(first + id)).join('')

/** Reviews of which one has a text of so many MiB, quoted or not, and stands after so many others. */
async function withLongRecord(mib: number, before: number, after: number, line = 'x'.repeat(MIB)) {
  const file = join(newFolder(), 'reviews.csv')
  const stream = createWriteStream(file)
  stream.write(`${HEADER}${reviews(before)}long,web,4,2025-01-01T00:00:00Z,"`)
  for (let written = 0; written < mib; written++) if (!stream.write(line)) await once(stream, 'drain')
  stream.end(`"\n${reviews(after, before)}`)
  await once(stream, 'close')
  return file
}

describe('a CSV record', () => {
  it.each([
    ['at the beginning', 200, 0, 1000, /2097152\d\d bytes, number 2 /],
    ['at the end', 200, 1000, 0, /2097152\d\d bytes, number 1002 /],
    ['of a little more than is allowed', 17, 10, 10, /1782\d+ bytes, number 12 .*16777216 are allowed/],
  ])('of too many bytes %s is not lost: the file is refused', async (_where, mib, before, after, message) => {
    const landing = newLanding()
    const file = await withLongRecord(mib, before, after)
    await expect(landFile(landing, contract('reviews'), file)).rejects.toThrow(message)
    expect(await snapshot(landing.lake)).toEqual({})
  })

  it('of 15 MiB is quarantined for its text and the others land, on one line or on many', async () => {
    for (const line of ['x'.repeat(MIB), `${'x'.repeat(MIB - 1)}\n`]) {
      const landed = await landFile(
        newLanding(),
        contract('reviews'),
        await withLongRecord(15, 3000, 3000, line),
      )
      expect(landed).toMatchObject({ received: 6001, landed: 6000, quarantined: 1 })
    }
  })

  it('whose quote is not closed is one with all that follows, and is quarantined as such', async () => {
    const text = `${HEADER}${reviews(2000)}bad,web,4,2025-01-01T00:00:00Z,"open\n${reviews(300_000, 2000)}`
    const landed = await landText(newLanding(), 'reviews.csv', text)
    expect(landed).toMatchObject({ received: 2001, landed: 2000, quarantined: 1 })
  })
})

describe('a look at the bytes of a CSV file', () => {
  const cell = fc.constantFrom(
    '',
    'a',
    '1',
    '"q"',
    '"a,b"',
    '"l\nm"',
    '"d""d"',
    '"d"",\n""d"',
    'é',
    '"\r\n"',
    '""',
  )
  const record = fc.array(cell, { minLength: 2, maxLength: 4 }).map((cells) => cells.join(','))
  const text = fc.tuple(
    fc.array(fc.oneof({ weight: 6, arbitrary: record }, fc.constant('')), { minLength: 1, maxLength: 12 }),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\n'),
  )

  it('counts the records that another parser finds, however the file comes in pieces', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), ([lines, end, last], size) => {
        const bytes = Buffer.from(lines.join(end) + last)
        const looker = new Looker(',', 4)
        for (let at = 0; at < bytes.length; at += size) looker.take(bytes.subarray(at, at + size))
        const found = parse(bytes, {
          relax_column_count: true,
          skip_empty_lines: true,
          record_delimiter: ['\r\n', '\n'],
        })
        expect(looker.end().records).toBe(Math.max(0, found.length - 1))
      }),
      { numRuns: 500 },
    )
  })

  it('tells the sorts of bytes and the longest cell of each column, without the header', () => {
    const looker = new Looker(',', 4)
    looker.take(Buffer.from('a b,c,d,e\n12,-3.5,"x y",\n7,+1,"l\nm",\r\n'))
    expect(looker.end().columns).toEqual([
      { sorts: 0, widest: 2 },
      { sorts: DOT | ODD, widest: 4 },
      { sorts: BLANK | CONTROL | OTHER, widest: 5 },
      { sorts: 0, widest: 1 },
    ])
  })
})

describe('a CSV file that goes on otherwise than it begins', () => {
  const header = 'order_id,line_no,product_id,quantity,net_amount,discount_amount,returned_quantity'
  const line = (i: number, changed: Record<string, string> = {}) => {
    const cells = {
      order: `o${i}`,
      line: '1',
      product: 'p',
      quantity: '2',
      amount: '3.5',
      less: '0',
      back: '0',
    }
    return Object.values({ ...cells, ...changed }).join(',')
  }
  // Longer than what is looked at before the reading begins.
  const begin = Array.from({ length: 60_000 }, (_, i) => line(i))
  const landLast = async (changed: Record<string, string>) => {
    const landing = newLanding()
    const text = [header, ...begin, line(begin.length, changed)].join('\n')
    const { landed } = await landText(landing, 'order_lines.csv', text)
    return { landing, refused: begin.length + 1 - landed }
  }

  it('lands what is unusual', async () => {
    const { landing, refused } = await landLast({
      order: 'o 9',
      line: '+7.0',
      quantity: '1e3',
      amount: '5e-7',
    })
    expect(refused).toBe(0)
    const [last] = await inLake(landing, 'raw', 'order_lines', '* exclude (_file, landed_on)').then((all) =>
      all.slice(-1),
    )
    expect(last).toMatchObject({ order_id: 'o 9', line_no: '7', quantity: 1000, net_amount: '0.0000' })
  })

  it.each([
    ['a blank at the end of a key', { order: 'o9 ' }],
    ['a key of too many characters', { order: 'x'.repeat(257) }],
    ['an empty key in quotes', { order: '""' }],
    ['a blank before a number', { quantity: ' 5' }],
    ['an underscore in an amount', { amount: '5_000' }],
    ['a whole number of too many digits', { line: '1000000000000000' }],
    ['a broken whole number', { line: '1.5' }],
    ['a number that is none', { quantity: 'inf' }],
    ['a number out of its bounds', { back: '-1' }],
  ])('quarantines %s', async (_what, changed) => {
    expect((await landLast(changed)).refused).toBe(1)
  })
})

describe('numbers that the CSV reader types itself', () => {
  const part = fc.constantFrom(
    '0',
    '1',
    '9',
    '12',
    '000',
    '99999',
    '+',
    '-',
    '.',
    'e',
    'E-',
    '_',
    ' ',
    '\t',
    'inf',
    'nan',
    'x',
  )
  const number = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))
  const lineNo = fc.oneof({ weight: 2, arbitrary: fc.constant('1') }, { weight: 1, arbitrary: number })

  it('are judged as the contract judges their text', async () => {
    const lines = contract('order_lines')
    await fc.assert(
      fc.asyncProperty(number, number, lineNo, fc.boolean(), async (quantity, amount, line_no, quoted) => {
        const row = {
          order_id: 'o',
          line_no,
          product_id: 'p',
          quantity,
          net_amount: amount,
          discount_amount: '0',
          returned_quantity: '0',
        }
        const cells = Object.values(row).map((value) => (quoted ? `"${value}"` : value))
        const landing = newLanding()
        const { landed } = await landText(landing, 'order_lines.csv', `${Object.keys(row)}\n${cells}\n`)
        expect(landed).toBe(problemsOf(lines, row, landing.now()).length === 0 ? 1 : 0)
        if (landed === 0) return
        const [stored] = await inLake(landing, 'raw', 'order_lines', 'line_no, quantity, net_amount')
        expect(Number(stored?.line_no)).toBe(Number(line_no))
        expect(Number(stored?.quantity)).toBe(Number(quantity))
        expect(Math.abs(Number(stored?.net_amount) - Number(amount))).toBeLessThanOrEqual(
          0.00005 + Math.abs(Number(amount)) * 1e-15,
        )
      }),
      { numRuns: 120, interruptAfterTimeLimit: 120_000 },
    )
  })
})
