{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_periods() }}"
) }}

{{ withheld_cells(area='store', within=['country', 'state'], place=['store_id']) }}
