import * as z from 'zod'
import { id, integer, money, number, text } from './columns/index.ts'
import { defineContract } from './contract.ts'

export const orderLines = defineContract({
  name: 'order_lines',
  source: 'sales',
  description: 'One row per line of an order.',
  key: ['order_id', 'line_no'],
  columns: {
    order_id: id('The order that the line belongs to.'),
    line_no: integer({ minimum: 1 }, 'The line within its order, from 1.'),
    product_id: id('What was bought.'),
    category: z.nullable(text('The category of the product.')),
    quantity: number(
      {},
      'How many units, or how much of what is sold by weight; below zero for a return line.',
    ),
    net_amount: money(
      {},
      'What the customer paid for the line: after discount, before returns, without tax.',
    ),
    discount_amount: money({}, 'What the price was lowered by.'),
    unit_cost: z.nullable(money({ minimum: 0 }, 'What one unit cost the retailer.')),
    returned_quantity: number({ minimum: 0 }, 'How much of it came back.'),
  },
})
