{{ config(materialized='table') }}

{{ withheld_cells(area='store', within=['country', 'state'], place=['store_id']) }}
