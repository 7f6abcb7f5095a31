import * as z from 'zod'
import { date, id, integer, number } from './columns/index.ts'
import { defineContract } from './contract.ts'

export const storeDays = defineContract({
  name: 'store_days',
  source: 'sales',
  description: 'One row per store and day: what could explain a score.',
  key: ['store_id', 'day'],
  columns: {
    store_id: id('The store.'),
    day: date("The day, in the store's own calendar."),
    visitors: z.nullable(integer({ minimum: 0 }, 'How many people came in.')),
    stockout_rate: z.nullable(
      number({ minimum: 0, maximum: 1 }, 'Share of the assortment that was out of stock.'),
    ),
    assortment_size: z.nullable(integer({ minimum: 0 }, 'How many products were on offer.')),
    queue_seconds: z.nullable(number({ minimum: 0 }, 'Mean wait at the checkout, in seconds.')),
    staff_hours: z.nullable(number({ minimum: 0 }, 'Hours worked by staff.')),
  },
})
