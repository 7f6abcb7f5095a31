import { actions } from './actions.ts'
import { campaignContacts } from './campaign-contacts.ts'
import { campaignMilestones } from './campaign-milestones.ts'
import { campaigns } from './campaigns.ts'
import type { Contract } from './contract.ts'
import { customers } from './customers.ts'
import { orderLines } from './order-lines.ts'
import { orders } from './orders.ts'
import { reviews } from './reviews.ts'
import { serviceCases } from './service-cases.ts'
import { socialMentions } from './social-mentions.ts'
import { storeDays } from './store-days.ts'
import { stores } from './stores.ts'
import { surveyAnswers } from './survey-answers.ts'
import { surveyInvitations } from './survey-invitations.ts'
import { webSessions } from './web-sessions.ts'

/** The fifteen extracts that the warehouse takes in. */
export const contracts: readonly Contract[] = [
  surveyAnswers,
  surveyInvitations,
  reviews,
  socialMentions,
  serviceCases,
  orders,
  orderLines,
  storeDays,
  webSessions,
  customers,
  stores,
  campaigns,
  campaignMilestones,
  campaignContacts,
  actions,
]

export const contractNamed = (name: string) => contracts.find((contract) => contract.name === name)

export { type Cells, type Column, type Contract, type Problem, problemsOf } from './contract.ts'
