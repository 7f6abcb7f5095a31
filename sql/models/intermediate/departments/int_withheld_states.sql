{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_periods() }}"
) }}

{{ withheld_cells(area='state', place=['country', 'state'], parts=ref('int_withheld_stores')) }}
