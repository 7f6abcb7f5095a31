import * as z from 'zod'
import { boolean, id, integer, personal, text, timestamp } from './columns/index.ts'
import { defineContract } from './contract.ts'
import { notBefore } from './rules.ts'

export const customers = defineContract({
  name: 'customers',
  source: 'crm',
  description: 'One row per customer, as last known.',
  key: ['customer_id'],
  columns: {
    customer_id: id('The customer.'),
    joined_at: timestamp('When they became a customer.'),
    left_at: z.nullable(timestamp('When they left; empty while they stay.')),
    leave_reason: z.nullable(text('Why they left.')),
    acquisition_channel: z.nullable(text('The channel that won them.')),
    campaign_id: z.nullable(id('The campaign that won them.')),
    birth_year: z.nullable(integer({ minimum: 1900, maximum: 2199 }, 'The year of birth.')),
    gender: z.nullable(text('Gender as they gave it.')),
    region: z.nullable(text('Where they live.')),
    loyalty_tier: z.nullable(text('Their tier in the loyalty programme.')),
    company_size: z.nullable(text('For a business: its size.')),
    interests: z.nullable(text('What they are interested in.')),
    values: z.nullable(text('What they care about.')),
    email: z.nullable(personal('email', 'Their email address: landed as a pseudonym only.')),
    phone: z.nullable(personal('phone', 'Their phone number: landed as a pseudonym only.')),
    consent: boolean('Whether they agreed to be contacted.'),
  },
  rules: [notBefore('left_at', 'joined_at', 'timestamp')],
})
