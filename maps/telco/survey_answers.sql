-- The satisfaction of the quarter, 1 to 5, is CSAT. It is about the company: there are no stores.
select
    "Customer ID" || '/' || "Quarter" as response_id,
    'csat' as metric,
    "Satisfaction Score" as score,
    "Customer ID" as customer_id,
    'relationship' as touchpoint,
    'survey' as channel,
    '2018-09-30T00:00:00Z' as answered_at
from status
order by "Customer ID"
