import * as z from 'zod'
import { boolean, id, integer, number, timestamp } from './columns/index.ts'
import { defineContract } from './contract.ts'

export const webSessions = defineContract({
  name: 'web_sessions',
  source: 'sales',
  description: 'One row per visit to the web shop.',
  key: ['session_id'],
  columns: {
    session_id: id('The visit.'),
    customer_id: z.nullable(id('Who visited, where known.')),
    started_at: timestamp('When it began.'),
    seconds: number({ minimum: 0 }, 'How long it lasted, in seconds.'),
    pages: integer({ minimum: 0 }, 'How many pages were seen.'),
    bounced: boolean('Whether it ended on its first page.'),
    cart_created: boolean('Whether something was put into the cart.'),
    checkout_started: boolean('Whether the checkout was begun.'),
    order_id: z.nullable(id('The order that it led to.')),
  },
})
