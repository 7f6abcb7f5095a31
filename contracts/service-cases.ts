import * as z from 'zod'
import { id, integer, oneOf, text, timestamp } from './columns/index.ts'
import { defineContract } from './contract.ts'
import { notBefore } from './rules.ts'

export const serviceCases = defineContract({
  name: 'service_cases',
  source: 'feedback',
  description: 'One row per case that customer service opened.',
  key: ['case_id'],
  columns: {
    case_id: id('The case.'),
    channel: oneOf(['phone', 'chat', 'email', 'web_form', 'social', 'in_store'], 'How the customer came.'),
    topic: z.nullable(text('What it was about.')),
    department: z.nullable(text('The department that it concerned.')),
    store_id: z.nullable(id('The store that it concerned.')),
    customer_id: z.nullable(id('Whose case it is.')),
    opened_at: timestamp('When it was opened.'),
    first_reply_at: z.nullable(timestamp('When the customer first had an answer.')),
    resolved_at: z.nullable(timestamp('When it was last resolved; empty while it is open.')),
    reopened_count: integer({ minimum: 0 }, 'How often it was opened again.'),
    csat: z.nullable(integer({ minimum: 1, maximum: 5 }, 'How satisfied the customer was, from 1 to 5.')),
    text: z.nullable(text('The conversation or its summary.')),
  },
  rules: [
    notBefore('first_reply_at', 'opened_at', 'timestamp'),
    notBefore('resolved_at', 'opened_at', 'timestamp'),
  ],
})
