select actions.action_id
from {{ ref('fct_actions') }} as actions
left join {{ ref('roi_actions') }} as returns on actions.action_id = returns.action_id
where returns.action_id is null
