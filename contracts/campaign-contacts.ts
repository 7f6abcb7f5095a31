import * as z from 'zod'
import { id, timestamp } from './columns/index.ts'
import { defineContract } from './contract.ts'
import { notBefore } from './rules.ts'

export const campaignContacts = defineContract({
  name: 'campaign_contacts',
  source: 'crm',
  description: 'One row per contact with a customer in a campaign.',
  key: ['campaign_id', 'customer_id', 'contacted_at'],
  columns: {
    campaign_id: id('The campaign.'),
    customer_id: id('Who was contacted.'),
    contacted_at: timestamp('When.'),
    responded_at: z.nullable(timestamp('When they responded.')),
  },
  rules: [notBefore('responded_at', 'contacted_at', 'timestamp')],
})
