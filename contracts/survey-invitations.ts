import * as z from 'zod'
import { id, text, timestamp } from './columns/index.ts'
import { defineContract } from './contract.ts'

export const surveyInvitations = defineContract({
  name: 'survey_invitations',
  source: 'feedback',
  description: 'One row per invitation to a survey, answered or not.',
  key: ['invitation_id'],
  columns: {
    invitation_id: id('The invitation.'),
    customer_id: z.nullable(id('Who was invited.')),
    store_id: z.nullable(id('The store that the survey is about.')),
    channel: text('How the invitation went out, such as email or sms.'),
    sent_at: timestamp('When it went out.'),
    response_id: z.nullable(id('The response that it led to.')),
  },
})
