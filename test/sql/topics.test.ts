import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { askBuilt, builtLake } from '../built-lake.ts'
import { realData } from '../real-data.ts'
import { useModels } from './models.ts'

describe('topics of a generated retailer, whose texts are known', () => {
  let found: Record<string, number> = {}
  beforeAll(async () => {
    const { lake, extracts } = await builtLake()
    const { topics } = JSON.parse(readFileSync(join(extracts, 'truth.json'), 'utf8'))
    const known = (topics as { topic: string; text: string }[]).map(
      ({ topic, text }) => `('${topic}', '${text.replaceAll("'", "''")}')`,
    )
    const [row] = await askBuilt(
      lake,
      `with known as (from (values ${known}) as t (topic, text)),
       reviews as (
         select known.topic, 'review' as wrote_in, concat_ws('|', source, review_id) as text_id
         from staging.stg_feedback__reviews inner join known on review_text = text
         union all
         select known.topic, 'social', concat_ws('|', network, mention_id)
         from staging.stg_feedback__social_mentions inner join known on mention_text = text),
       tagged as (select * from marts.fct_topics)
       select count(*)::integer as texts,
         count_if(exists (from tagged where tagged.wrote_in = reviews.wrote_in and tagged.text_id = reviews.text_id
           and tagged.topic = reviews.topic))::integer as right_topic,
         count_if(reviews.topic <> 'queue' and exists (from tagged where tagged.wrote_in = reviews.wrote_in
           and tagged.text_id = reviews.text_id and tagged.topic = 'queue'))::integer as wrongly_queue
       from reviews`,
    )
    found = row as Record<string, number>
  })

  it('are found in all their texts', () => {
    expect(found.texts).toBeGreaterThan(1000)
    expect(found.right_topic).toBe(found.texts)
  })

  it('are not found where they are not', () => {
    expect(found.wrongly_queue).toBe(0)
  })
})

const olist = realData('olist')
describe.skipIf(!olist)('topics of Portuguese reviews that nobody wrote for us', () => {
  const warehouse = useModels()
  const text = 'cast(null as varchar)'

  it('go with the stars: complaints with few, praise with many', async () => {
    const none = (name: string, columns: string) =>
      warehouse.table(`staging.stg_feedback__${name}`, `select ${columns} where false`)
    const at = "timestamp '2018-01-01'"
    await warehouse.schema('staging')
    await warehouse.schema('seeds')
    await none(
      'survey_answers',
      `${text} as response_id, ${text} as customer_id, ${text} as store_id, ${text} as language, ${text} as comment,
       ${text} as metric, 1 as score, ${at} as answered_at`,
    )
    await none(
      'social_mentions',
      `${text} as network, ${text} as mention_id, ${text} as store_id, ${text} as mention_text, ${at} as posted_at`,
    )
    await none(
      'service_cases',
      `${text} as case_id, ${text} as customer_id, ${text} as store_id, ${text} as case_text, 1 as csat, ${at} as opened_at`,
    )
    await warehouse.table(
      'staging.stg_feedback__reviews',
      `select 'o' as source, review_id, ${text} as customer_id, ${text} as store_id, review_answer_timestamp as posted_at,
         review_score as rating, review_comment_title as review_title, review_comment_message as review_text
       from read_csv('${olist}/olist_order_reviews_dataset.csv.gz')`,
    )
    await warehouse.table(
      'seeds.topic_rules',
      `from read_csv('${join(import.meta.dirname, '../../sql/seeds/topic_rules.csv')}')`,
    )
    await warehouse.build('int_texts', 'int_topic_terms', 'fct_topics')
    const shares = await warehouse.rows<{ topic: string; unhappy: number }>(
      `select topic, avg(is_unhappy::integer) as unhappy from marts.fct_topics group by topic having count(*) > 100
       union all select 'all', avg(unhappy) from intermediate.int_texts`,
    )
    const unhappy = Object.fromEntries(shares.map((row) => [row.topic, row.unhappy]))
    expect(unhappy.all).toBeGreaterThan(0.2)
    expect(unhappy.all).toBeLessThan(0.3)
    expect(unhappy.praise).toBeLessThan(0.1)
    expect(unhappy.returns).toBeGreaterThan(0.6)
    expect(unhappy['wrong item']).toBeGreaterThan(0.6)
    const [covered] = await warehouse.rows<{ share: number }>(
      `select count(distinct fct_topics.text_id) / count(distinct int_texts.text_id) as share
       from intermediate.int_texts left join marts.fct_topics using (text_id)`,
    )
    expect(covered?.share).toBeGreaterThan(0.75)
  })
})
