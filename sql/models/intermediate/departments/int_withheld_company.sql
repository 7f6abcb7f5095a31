{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_periods() }}"
) }}

{{ withheld_cells(area='company', parts=ref('int_withheld_states')) }}
