import { id, number, plannedDate, text } from './columns/index.ts'
import { defineContract } from './contract.ts'

export const campaignMilestones = defineContract({
  name: 'campaign_milestones',
  source: 'crm',
  description: 'One row per campaign and milestone.',
  key: ['campaign_id', 'milestone'],
  columns: {
    campaign_id: id('The campaign.'),
    milestone: text('The name of the milestone.'),
    due_on: plannedDate('The day that it is due.'),
    target: number({}, 'The value to be reached by then.'),
  },
})
