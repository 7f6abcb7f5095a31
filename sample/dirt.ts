import type { ExtractName } from './extracts.ts'

/** What is wrong with a row. `duplicate` and `unknown_store` pass the contract; all the others must not. */
export type DirtKind =
  | 'duplicate'
  | 'unknown_store'
  | 'missing_key'
  | 'missing_value'
  | 'out_of_range'
  | 'unparsable'
  | 'wrong_enum'
  | 'impossible_date'
  | 'no_offset'

/** `count` extra rows a file: copies of good ones with a fresh key and `set` columns replaced (SQL). */
export type Dirt = { kind: DirtKind; count: number; set: Record<string, string> }

type ExtractDirt = { freshKey: Record<string, string>; dirt: Dirt[] }

const duplicate = (count: number): Dirt => ({ kind: 'duplicate', count, set: {} })
const missingKey = (count: number, column: string): Dirt => ({
  kind: 'missing_key',
  count,
  set: { [column]: 'null' },
})
const of = (kind: DirtKind, count: number, set: Record<string, string>): Dirt => ({ kind, count, set })

// `i` numbers the dirty rows of a file, so that a copy never collides with a good row nor with another copy.
const freshId = (column: string) => ({ [column]: `${column} || '-x' || i` })
const february31 = "'2025-02-31T10:00:00Z'"
const noOffset = (column: string) => ({ [column]: `replace(${column}, 'Z', '')` })

/** The dirt of every file of an extract: what real extracts have, a few of each kind, the same at any size. */
export const dirtOf: Record<ExtractName, ExtractDirt> = {
  survey_answers: {
    freshKey: freshId('response_id'),
    dirt: [
      duplicate(12),
      missingKey(4, 'response_id'),
      of('out_of_range', 3, { metric: "'nps'", score: "'11'" }),
      of('out_of_range', 2, { metric: "'nps'", score: "'-1'" }),
      of('out_of_range', 3, { metric: "'csat'", score: "'0'" }),
      of('out_of_range', 2, { metric: "'ces'", score: "'8'" }),
      of('unparsable', 4, { score: "'very good'" }),
      of('wrong_enum', 3, { metric: "'osat'" }),
      of('impossible_date', 3, { answered_at: february31 }),
      of('no_offset', 5, noOffset('answered_at')),
      of('unknown_store', 2, { store_id: "'S99999'" }),
    ],
  },
  survey_invitations: {
    freshKey: freshId('invitation_id'),
    dirt: [duplicate(5), missingKey(2, 'invitation_id'), of('no_offset', 3, noOffset('sent_at'))],
  },
  reviews: {
    freshKey: freshId('review_id'),
    dirt: [
      duplicate(3),
      missingKey(2, 'review_id'),
      of('out_of_range', 2, { rating: 'to_json(6)' }),
      of('out_of_range', 1, { rating: 'to_json(0)' }),
      of('unparsable', 2, { rating: "to_json('five stars')" }),
      of('impossible_date', 1, { posted_at: february31 }),
      of('unknown_store', 1, { store_id: "'S99999'" }),
    ],
  },
  social_mentions: {
    freshKey: freshId('mention_id'),
    dirt: [
      duplicate(3),
      missingKey(1, 'mention_id'),
      of('out_of_range', 2, { likes: 'to_json(-3)' }),
      of('unparsable', 2, { shares: "to_json('1.2k')" }),
      of('no_offset', 2, noOffset('posted_at')),
    ],
  },
  service_cases: {
    freshKey: freshId('case_id'),
    dirt: [
      duplicate(4),
      missingKey(2, 'case_id'),
      of('wrong_enum', 3, { channel: "'carrier_pigeon'" }),
      of('out_of_range', 2, { csat: 'to_json(9)' }),
      of('out_of_range', 1, { reopened_count: 'to_json(-1)' }),
      of('impossible_date', 2, { opened_at: february31 }),
      of('unknown_store', 1, { store_id: "'S99999'" }),
    ],
  },
  orders: {
    freshKey: freshId('order_id'),
    dirt: [
      duplicate(10),
      missingKey(4, 'order_id'),
      of('missing_value', 2, { store_id: 'null' }),
      of('wrong_enum', 3, { channel: "'fax'" }),
      of('wrong_enum', 2, { currency: "'dollars'" }),
      of('impossible_date', 2, { ordered_at: february31 }),
      of('no_offset', 4, noOffset('ordered_at')),
    ],
  },
  order_lines: {
    freshKey: { line_no: '(500 + i)::varchar' },
    dirt: [
      duplicate(12),
      missingKey(3, 'order_id'),
      of('unparsable', 4, { net_amount: "'12,50 USD'" }),
      of('unparsable', 2, { quantity: "'two'" }),
      of('out_of_range', 3, { returned_quantity: "'-1'" }),
      of('out_of_range', 2, { line_no: "'0'" }),
    ],
  },
  store_days: {
    // ten years earlier, a day that no good row has
    freshKey: { day: '(day::date - 3650 - i::integer)::varchar' },
    dirt: [
      duplicate(6),
      missingKey(2, 'store_id'),
      of('out_of_range', 3, { stockout_rate: "'1.7'" }),
      of('unparsable', 3, { visitors: "'many'" }),
      of('impossible_date', 2, { day: "'2025-02-31'" }),
    ],
  },
  web_sessions: {
    freshKey: freshId('session_id'),
    dirt: [duplicate(5), missingKey(3, 'session_id'), of('missing_value', 2, { pages: 'null' })],
  },
  customers: {
    freshKey: freshId('customer_id'),
    dirt: [
      duplicate(6),
      missingKey(3, 'customer_id'),
      of('unparsable', 3, { consent: "'maybe'" }),
      of('unparsable', 2, { birth_year: "'unknown'" }),
      of('impossible_date', 2, { joined_at: february31 }),
      of('no_offset', 3, noOffset('joined_at')),
    ],
  },
  stores: {
    freshKey: freshId('store_id'),
    dirt: [
      duplicate(1),
      of('out_of_range', 1, { floor_area_sqft: "'0'" }),
      of('unparsable', 1, { latitude: `'33° 45'' N'` }),
    ],
  },
  campaigns: {
    freshKey: freshId('campaign_id'),
    dirt: [of('impossible_date', 1, { started_on: "'2025-02-31'" }), of('unparsable', 1, { cost: "'12k'" })],
  },
  campaign_milestones: {
    freshKey: { milestone: "milestone || ' ' || i" },
    dirt: [of('unparsable', 1, { target: "'tbd'" })],
  },
  campaign_contacts: {
    freshKey: freshId('customer_id'),
    dirt: [
      duplicate(5),
      missingKey(2, 'customer_id'),
      of('no_offset', 3, noOffset('contacted_at')),
      of('impossible_date', 2, { contacted_at: february31 }),
    ],
  },
  actions: {
    freshKey: freshId('action_id'),
    dirt: [of('wrong_enum', 1, { kind: "'someday'" })],
  },
}

/** Whether landing is to quarantine a row of this kind. */
export const isBad = (kind: DirtKind) => kind !== 'duplicate' && kind !== 'unknown_store'
