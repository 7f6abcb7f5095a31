{{ config(materialized='table') }}

{{ withheld_cells(area='company', parts=ref('int_withheld_states')) }}
