{{ config(materialized='table', partitioned_by=['day']) }}

select
    cast(n as integer) as n,
    date_add('day', n, date '2025-01-01') as day
from unnest(sequence(0, 249)) as numbers (n)
