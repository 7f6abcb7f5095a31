{{ config(materialized='table') }}

{{ withheld_cells(area='state', place=['country', 'state'], parts=ref('int_withheld_stores')) }}
