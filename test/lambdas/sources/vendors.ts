import type { Asked, Told } from '../pull/server.ts'

/** What an account says, what the vendor answers as its documentation shows, and the rows that come of it. */
export interface Vendor {
  readonly account: Record<string, string | string[]>
  readonly answer: (asked: Asked) => Told
  readonly rows: Record<string, object[]>
}

const contact = {
  Id: '003',
  CreatedDate: '2025-03-01T10:00:00.000+0000',
  LeadSource: 'Web',
  Email: 'a@example.com',
  HasOptedOutOfEmail: true,
  SystemModstamp: '2025-03-02T10:00:00.000+0000',
}
const salesforce: Vendor = {
  account: { domain: 'shop', client_id: 'id', client_secret: 'secret' },
  answer: ({ url }) => {
    if (url.pathname.endsWith('/token')) return { json: { access_token: 'a', token_type: 'Bearer' } }
    if (url.pathname.endsWith('01g-2000'))
      return { json: { done: true, records: [{ ...contact, Id: '004' }] } }
    if (!url.searchParams.get('q')?.includes('FROM Contact')) return { json: { done: true, records: [] } }
    return {
      json: { done: false, nextRecordsUrl: '/services/data/v62.0/query/01g-2000', records: [contact] },
    }
  },
  rows: {
    customers: ['003', '004'].map((customer_id) => ({
      customer_id,
      consent: 'false',
      acquisition_channel: 'Web',
    })),
  },
}

const hubspot: Vendor = {
  account: { token: 't' },
  answer: ({ body }) => {
    const { after, filterGroups } = JSON.parse(body)
    const [{ filters }] = filterGroups
    if (!/^\d{13}$/.test(filters[0].value)) return { status: 400 }
    const id = after === undefined ? '1' : '2'
    const properties = {
      createdate: '2025-03-01T10:00:00.000Z',
      lastmodifieddate: '2025-03-02T10:00:00.000Z',
      hs_email_optout: null,
      state: 'Bavaria',
    }
    const paging = after === undefined ? { paging: { next: { after: '100' } } } : {}
    return { json: { total: 2, results: [{ id, properties }], ...paging } }
  },
  rows: { customers: ['1', '2'].map((customer_id) => ({ customer_id, region: 'Bavaria', consent: 'true' })) },
}

const zendesk: Vendor = {
  account: { subdomain: 'shop', email: 'a@example.com', token: 't' },
  answer: ({ url }) => {
    const isFirst = !url.searchParams.has('cursor')
    if (isFirst && url.searchParams.get('start_time') !== '1420070400') return { status: 400 }
    const metric_set = {
      reopens: 2,
      solved_at: '2025-03-03T10:00:00Z',
      reply_time_in_minutes: { calendar: 90, business: 60 },
    }
    const ticket = {
      id: isFirst ? 1 : 2,
      status: isFirst ? 'solved' : 'deleted',
      via: { channel: 'voice' },
      created_at: '2025-03-01T10:00:00Z',
      generated_timestamp: 1_740_996_000,
      metric_set,
    }
    return { json: { tickets: [ticket], after_cursor: 'MTU', end_of_stream: !isFirst } }
  },
  rows: {
    service_cases: [
      { case_id: '1', channel: 'phone', first_reply_at: '2025-03-01T11:30:00.000Z', reopened_count: '2' },
    ],
  },
}

const order = {
  id: 450789469,
  location_id: null,
  source_name: 'web',
  customer: { id: 207119551 },
  created_at: '2025-03-01T10:00:00-05:00',
  updated_at: '2025-03-02T10:00:00-05:00',
  cancelled_at: null,
  financial_status: 'paid',
  currency: 'USD',
  line_items: [
    {
      id: 1,
      product_id: 632910392,
      quantity: 3,
      current_quantity: 2,
      price: '19.90',
      vendor: 'Acme',
      discount_allocations: [{ amount: '5.00' }, { amount: '0.70' }],
    },
  ],
}
const shopify: Vendor = {
  account: { shop: 'shop', token: 't' },
  answer: ({ url, headers }) => {
    if (headers['x-shopify-access-token'] !== 't') return { status: 401 }
    if (!url.pathname.endsWith('/orders.json')) return { json: { customers: [] } }
    if (url.searchParams.has('page_info')) return { json: { orders: [{ ...order, id: 2, line_items: [] }] } }
    const next = 'https://shop.myshopify.com/admin/api/2026-07/orders.json?limit=250&page_info=abc'
    return { json: { orders: [order] }, headers: { link: `<${next}>; rel="next"` } }
  },
  rows: {
    orders: [
      {
        order_id: '450789469',
        store_id: 'online',
        channel: 'online',
        status: 'paid',
        customer_id: '207119551',
      },
      { order_id: '2' },
    ],
    order_lines: [
      {
        order_id: '450789469',
        line_no: '1',
        net_amount: '54',
        discount_amount: '5.7',
        returned_quantity: '1',
        quantity: '3',
      },
    ],
  },
}

const square: Vendor = {
  account: { token: 't', locations: ['L1', 'L2'] },
  answer: ({ body }) => {
    const { location_ids, cursor } = JSON.parse(body)
    if (location_ids[0] === 'L2') return { json: {} }
    const money = (amount: number) => ({ amount, currency: 'EUR' })
    const line = {
      quantity: '2',
      name: 'Bread',
      total_money: money(760),
      total_tax_money: money(50),
      total_discount_money: money(40),
    }
    const one = {
      id: cursor ?? 'first',
      location_id: 'L1',
      state: 'COMPLETED',
      created_at: '2025-03-01T10:00:00.000Z',
      updated_at: '2025-03-02T10:00:00.000Z',
      total_money: money(760),
      line_items: [line],
    }
    return { json: { orders: [one], ...(cursor ? {} : { cursor: 'second' }) } }
  },
  rows: {
    orders: ['first', 'second'].map((order_id) => ({
      order_id,
      store_id: 'L1',
      channel: 'store',
      currency: 'EUR',
    })),
    order_lines: ['first', 'second'].map((order_id) => ({
      order_id,
      net_amount: '7.1',
      discount_amount: '0.4',
      product_id: 'Bread',
    })),
  },
}

let asked = 0
const qualtrics: Vendor = {
  account: { datacenter: 'fra1', token: 't', surveys: ['SV_1'] },
  answer: ({ method, url }) => {
    if (method === 'POST') return { json: { result: { progressId: 'ES_1', status: 'inProgress' } } }
    if (url.pathname.endsWith('/ES_1'))
      return { json: { result: { fileId: asked++ === 0 ? null : 'F_1', percentComplete: 100 } } }
    if (!url.pathname.endsWith('/F_1/file')) return { status: 404 }
    const values = {
      startDate: '2025-03-01T10:00:00Z',
      endDate: '2025-03-01T10:05:00Z',
      recordedDate: '2025-03-01T10:05:01Z',
      distributionChannel: 'email',
      QID1: 9,
      store_id: 's1',
      userLanguage: 'EN',
    }
    return { json: { responses: [{ responseId: 'R_1', values, labels: {} }] } }
  },
  rows: {
    survey_answers: [{ response_id: 'R_1', metric: 'nps', score: '9', store_id: 's1', channel: 'email' }],
  },
}

const typeform: Vendor = {
  account: { token: 't', forms: ['lT4Z3j'] },
  answer: () => {
    const answers = [
      { type: 'number', number: 3, field: { ref: 'csat' } },
      { type: 'text', text: 'Long wait', field: { ref: 'comment' } },
    ]
    const item = {
      token: 'a1',
      landed_at: '2025-03-01T10:00:00Z',
      submitted_at: '2025-03-01T10:05:00Z',
      hidden: { store_id: 's1' },
      answers,
    }
    return { json: { total_items: 1, page_count: 1, items: [item] } }
  },
  rows: {
    survey_answers: [{ response_id: 'a1', metric: 'csat', score: '3', comment: 'Long wait', store_id: 's1' }],
  },
}

export const vendors: Record<string, Vendor> = {
  salesforce,
  hubspot,
  zendesk,
  shopify,
  square,
  qualtrics,
  typeform,
}
