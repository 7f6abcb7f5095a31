import { expect, it } from 'vitest'
import { contractNamed, problemsOf } from '../../../contracts/index.ts'
import { pullSource } from '../../../lambdas/pull/pull.ts'
import { readSources } from '../../../lambdas/sources/read-sources.ts'
import { checkSource } from '../../../lambdas/sources/source.ts'
import { newPull } from '../pull/lab.ts'
import { serve } from '../pull/server.ts'
import { vendors } from './vendors.ts'

const sources = readSources()

it.each(Object.entries(vendors))(
  '%s is pulled as its file says, and its rows keep their contracts',
  async (name, vendor) => {
    const { base, stop } = await serve(vendor.answer)
    const found = sources.find((each) => each.name === name)
    // Only where a token is asked for is no business of the account.
    const source = JSON.parse(
      JSON.stringify(found).replace('https://{domain}.my.salesforce.com/services', `${base}/services`),
    )
    const { pulling, rows } = newPull({ ...vendor.account, base })
    await pullSource(pulling, source)
    stop()
    for (const [extract, expected] of Object.entries(vendor.rows)) {
      const pulled = rows(extract) as Record<string, string>[]
      expect(pulled).toMatchObject(expected)
      expect(pulled).toHaveLength(expected.length)
      const contract = contractNamed(extract)
      for (const row of pulled) expect(contract && problemsOf(contract, row, new Date())).toEqual([])
    }
  },
)

it('every source that can be pulled is tried here', () => {
  expect(sources.flatMap(({ name, api }) => (api ? [name] : []))).toEqual(Object.keys(vendors).sort())
})

const MAP = { reviews: { columns: { review_id: 'id', source: { is: 'x' }, rating: 'r', posted_at: 'p' } } }
const signature = { in: 'x-sig', digest: 'sha256', encoding: 'hex', signed: '{body}' }
it.each([
  {
    what: 'a path that is none',
    webhook: { signature, map: MAP, records: 'a[' },
    says: /webhook\.records must be a JMESPath/,
  },
  {
    what: 'an unknown extract',
    webhook: { signature, map: { revews: MAP.reviews } },
    says: /revews is no extract.*reviews/,
  },
  {
    what: 'a required column that lacks',
    webhook: { signature, map: { reviews: { columns: { review_id: 'id' } } } },
    says: /lacks the column rating/,
  },
  {
    what: 'an unsigned time',
    webhook: { signature: { ...signature, timestamp: 'x-time' }, map: MAP },
    says: /timestamp that is not signed/,
  },
  { what: 'a word too many', webhook: { signature, map: MAP, colour: 'red' }, says: /colour/ },
])('a source with $what is refused with where it is', ({ webhook, says }) => {
  expect(() => checkSource('shop', { description: 'x', webhook })).toThrow(says)
})
