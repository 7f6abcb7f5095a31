/** How a file of the sample is written; between them, the formats real extracts come in. */
export type Format = 'csv' | 'csv.gz' | 'csv.zst' | 'ndjson' | 'ndjson.gz' | 'parquet'

/** One of the fifteen extracts: its format, and its columns in the order in which they are usually written. */
export type Extract = { format: Format; columns: string }

/**
 * Large extracts are plain or zstd, so that they land quickly. `columns` are those of the contracts; the sample
 * keeps its own list because a source system does not know our contracts (a test compares the two).
 */
export const extracts = {
  survey_answers: {
    format: 'csv',
    columns:
      'response_id metric score customer_id store_id order_id touchpoint department channel asked_at answered_at comment language',
  },
  survey_invitations: {
    format: 'csv.zst',
    columns: 'invitation_id customer_id store_id channel sent_at response_id',
  },
  reviews: {
    format: 'ndjson',
    columns: 'review_id source rating title text store_id product_id customer_id posted_at replied_at',
  },
  social_mentions: {
    format: 'ndjson.gz',
    columns: 'mention_id network text store_id author_hash likes shares replies posted_at replied_at',
  },
  service_cases: {
    format: 'ndjson',
    columns:
      'case_id channel topic department store_id customer_id opened_at first_reply_at resolved_at reopened_count csat text',
  },
  orders: { format: 'csv', columns: 'order_id store_id customer_id channel ordered_at status currency' },
  order_lines: {
    format: 'csv.zst',
    columns:
      'order_id line_no product_id category quantity net_amount discount_amount unit_cost returned_quantity',
  },
  store_days: {
    format: 'csv',
    columns: 'store_id day visitors stockout_rate assortment_size queue_seconds staff_hours',
  },
  web_sessions: {
    format: 'parquet',
    columns: 'session_id customer_id started_at seconds pages bounced cart_created checkout_started order_id',
  },
  customers: {
    format: 'csv.gz',
    columns:
      'customer_id joined_at left_at leave_reason acquisition_channel campaign_id birth_year gender region loyalty_tier company_size interests values email phone consent',
  },
  stores: {
    format: 'csv',
    columns: 'store_id name city state country latitude longitude floor_area_sqft format opened_on',
  },
  campaigns: { format: 'csv', columns: 'campaign_id name channel kind started_on ended_on cost currency' },
  campaign_milestones: { format: 'csv', columns: 'campaign_id milestone due_on target' },
  campaign_contacts: { format: 'csv.gz', columns: 'campaign_id customer_id contacted_at responded_at' },
  actions: {
    format: 'csv',
    columns:
      'action_id store_id segment issue department kind owner_role status planned_on approved_on started_on finished_on cost currency',
  },
} satisfies Record<string, Extract>

export type ExtractName = keyof typeof extracts

/** The column names of an extract. */
export const columnsOf = (extract: ExtractName) => extracts[extract].columns.split(' ')
