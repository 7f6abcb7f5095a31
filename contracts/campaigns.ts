import * as z from 'zod'
import { currency, id, money, plannedDate, text } from './columns/index.ts'
import { defineContract } from './contract.ts'
import { notBefore } from './rules.ts'

export const campaigns = defineContract({
  name: 'campaigns',
  source: 'crm',
  description: 'One row per campaign.',
  key: ['campaign_id'],
  columns: {
    campaign_id: id('The campaign.'),
    name: text('Its name.'),
    channel: text('The channel that it runs on.'),
    kind: text('What it is for, such as acquisition or win_back.'),
    started_on: plannedDate('Its first day.'),
    ended_on: z.nullable(plannedDate('Its last day; empty while it runs.')),
    cost: money({ minimum: 0 }, 'What it cost.'),
    currency: currency('The currency of its cost, as ISO 4217.'),
  },
  rules: [notBefore('ended_on', 'started_on', 'date')],
})
