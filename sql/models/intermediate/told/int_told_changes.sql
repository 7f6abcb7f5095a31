{{ config(materialized='incremental', incremental_strategy='append') }}

{%- set keys = ['area', 'country', 'state', 'store_id', 'metric', 'quarter_start'] %}

with

told as (

    select * from {{ ref('int_told_periods') }}

),

latest as (

    select max(_build) as _build from {{ ref('stg_landing__ledger') }}

),
{% if is_incremental() %}
known as (

    select
        *,
        row_number() over (partition by {{ keys | join(', ') }} order by _build desc) as changes_from_last
    from {{ this }}

),
{% endif %}
final as (

    select
        told.{{ keys | join(',\n        told.') }},
        told.told_by,
        latest._build
    from told
    cross join latest
    {%- if is_incremental() %}
    left join known
        on
            {{ same('told', 'known', keys) }}
            and known.changes_from_last = 1
    where
        known.told_by is null
        or known.told_by <> told.told_by
    {%- endif %}

)

select * from final
