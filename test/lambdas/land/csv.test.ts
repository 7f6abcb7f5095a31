import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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
    ['at the beginning', 200, 0, 1000, /2097152\d\d bytes, its 2th/],
    ['at the end', 200, 1000, 0, /2097152\d\d bytes, its 1002th/],
    ['of a little more than is allowed', 17, 10, 10, /1782\d+ bytes, its 12th.*16777216 are allowed/],
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
        const looker = new Looker(',')
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

  it('are judged as the contract judges their text', { timeout: 180_000 }, async () => {
    const lines = contract('order_lines')
    await fc.assert(
      fc.asyncProperty(number, number, fc.boolean(), async (quantity, amount, quoted) => {
        const row = {
          order_id: 'o',
          line_no: '1',
          product_id: 'p',
          quantity,
          net_amount: amount,
          discount_amount: '0',
          returned_quantity: '0',
        }
        const cells = Object.values(row).map((value) => (quoted ? `"${value}"` : value))
        const landing = newLanding()
        const { landed } = await landText(landing, 'order_lines.csv', `${Object.keys(row)}\n${cells}\n`)
        expect(landed).toBe(problemsOf(lines, row).length === 0 ? 1 : 0)
        if (landed === 0) return
        const [stored] = await inLake(landing, 'raw', 'order_lines', 'quantity, net_amount')
        expect(Number(stored?.quantity)).toBe(Number(quantity))
        expect(Math.abs(Number(stored?.net_amount) - Number(amount))).toBeLessThanOrEqual(
          0.00005 + Math.abs(Number(amount)) * 1e-15,
        )
      }),
      { numRuns: 120, interruptAfterTimeLimit: 120_000 },
    )
  })
})
