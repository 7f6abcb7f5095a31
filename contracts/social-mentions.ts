import * as z from 'zod'
import { id, integer, text, timestamp } from './columns/index.ts'
import { defineContract } from './contract.ts'
import { notBefore } from './rules.ts'

export const socialMentions = defineContract({
  name: 'social_mentions',
  source: 'feedback',
  description: 'One row per mention of the retailer on a social network.',
  key: ['mention_id', 'network'],
  columns: {
    mention_id: id('The mention, within its network.'),
    network: text('The social network.'),
    text: text('What was said.'),
    store_id: z.nullable(id('The store that it is about.')),
    author_hash: id('A hash of the author: never the name.'),
    likes: integer({ minimum: 0 }, 'How many liked it.'),
    shares: integer({ minimum: 0 }, 'How many shared it.'),
    replies: integer({ minimum: 0 }, 'How many replied to it.'),
    posted_at: timestamp('When it was posted.'),
    replied_at: z.nullable(timestamp('When the retailer replied.')),
  },
  rules: [notBefore('replied_at', 'posted_at', 'timestamp')],
})
