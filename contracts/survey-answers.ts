import * as z from 'zod'
import { id, integer, oneOf, text, timestamp } from './columns/index.ts'
import { defineContract } from './contract.ts'
import { notBefore, scale } from './rules.ts'

export const surveyAnswers = defineContract({
  name: 'survey_answers',
  source: 'feedback',
  description: 'One row per response and metric.',
  key: ['response_id', 'metric'],
  columns: {
    response_id: id('The response: all the metrics that one person answered at one time.'),
    metric: oneOf(['nps', 'csat', 'ces'], 'What was asked: NPS 0–10, CSAT 1–5 or CES 1–7.'),
    score: integer({ minimum: 0, maximum: 10 }, 'The answer, on the scale of its metric.'),
    customer_id: z.nullable(id('Who answered, where known.')),
    store_id: z.nullable(id('The store that the answer is about.')),
    order_id: z.nullable(id('The order that the answer is about.')),
    touchpoint: z.nullable(text('The step of the journey that was asked about, such as checkout.')),
    department: z.nullable(text('The department that the answer is about.')),
    channel: text('How the survey was put, such as email or kiosk.'),
    asked_at: z.nullable(timestamp('When the survey was put.')),
    answered_at: timestamp('When it was answered.'),
    comment: z.nullable(text('What the person added in their own words.')),
    language: z.nullable(text('The language of the comment, as ISO 639-1.')),
  },
  rules: [
    scale('score', 'metric', { nps: [0, 10], csat: [1, 5], ces: [1, 7] }),
    notBefore('answered_at', 'asked_at', 'timestamp'),
  ],
})
