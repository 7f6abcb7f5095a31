import * as z from 'zod'
import { currency, date, id, money, oneOf, plannedDate, text } from './columns/index.ts'
import { defineContract } from './contract.ts'
import { notBefore } from './rules.ts'

export const actions = defineContract({
  name: 'actions',
  source: 'crm',
  description: 'One row per action against an issue, in the state that it was extracted in.',
  key: ['action_id'],
  columns: {
    action_id: id('The action.'),
    store_id: z.nullable(id('The store that it is for.')),
    segment: z.nullable(text('The customer segment that it is for.')),
    issue: text('The issue that it is to solve.'),
    department: z.nullable(text('The department that it concerns.')),
    kind: oneOf(['corrective', 'preventive', 'long_term'], 'What sort of action it is.'),
    owner_role: text('The role that answers for it.'),
    status: oneOf(['proposed', 'approved', 'in_progress', 'done', 'rejected'], 'How far it has come.'),
    planned_on: plannedDate('The day that it was planned.'),
    approved_on: z.nullable(date('The day that it was approved.')),
    started_on: z.nullable(plannedDate('The day that it began to work.')),
    finished_on: z.nullable(date('The day that it was finished.')),
    cost: money({ minimum: 0 }, 'What it costs, or cost.'),
    currency: currency('The currency of its cost, as ISO 4217.'),
  },
  rules: [notBefore('finished_on', 'started_on', 'date')],
})
