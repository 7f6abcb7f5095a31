import * as z from 'zod'
import { id, number, text, timestamp } from './columns/index.ts'
import { defineContract } from './contract.ts'
import { notBefore } from './rules.ts'

export const reviews = defineContract({
  name: 'reviews',
  source: 'feedback',
  description: 'One row per review.',
  key: ['review_id', 'source'],
  columns: {
    review_id: id('The review, within its source.'),
    source: text('Where it was posted.'),
    rating: number({ minimum: 1, maximum: 5 }, 'Stars from 1 to 5; halves are allowed.'),
    title: z.nullable(text('Its title.')),
    text: z.nullable(text('Its text.')),
    store_id: z.nullable(id('The store that it is about.')),
    product_id: z.nullable(id('The product that it is about.')),
    customer_id: z.nullable(id('Who wrote it, where known.')),
    posted_at: timestamp('When it was posted.'),
    replied_at: z.nullable(timestamp('When the retailer replied.')),
  },
  rules: [notBefore('replied_at', 'posted_at', 'timestamp')],
})
