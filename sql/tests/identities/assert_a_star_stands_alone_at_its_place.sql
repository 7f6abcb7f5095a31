-- Names come from the measure's values, so that a second condition would have a second set of names.
select
    kind,
    place,
    count(*) as conditions
from {{ ref('segment_rules') }}
group by kind, place
having
    max(case when segment = '*' then 1 else 0 end) = 1
    and count(*) > 1
