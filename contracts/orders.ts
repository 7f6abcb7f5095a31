import * as z from 'zod'
import { currency, id, oneOf, text, timestamp } from './columns/index.ts'
import { defineContract } from './contract.ts'

export const orders = defineContract({
  name: 'orders',
  source: 'sales',
  description: 'One row per order or till receipt.',
  key: ['order_id'],
  columns: {
    order_id: id('The order.'),
    store_id: id('The store that sold it.'),
    customer_id: z.nullable(id('Who bought, where known.')),
    channel: oneOf(['store', 'online'], 'Where it was bought.'),
    ordered_at: timestamp('When it was bought.'),
    status: text('The state of the order; cancelled orders do not count as sales.'),
    currency: currency('The currency of all its lines, as ISO 4217.'),
  },
})
