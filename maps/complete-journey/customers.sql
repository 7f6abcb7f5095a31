-- A household joins, as far as the files go, with its first basket. 801 of them told about themselves: the birth year is the
-- middle of their age band; the band itself and what else they told lands beside it, as JSON in `_extra`.
with

first_baskets as (
    select
        household_id,
        min(transaction_timestamp) as first_at
    from transactions
    group by household_id
),

ages (age, middle) as (
    values ('19-24', 22), ('25-34', 30), ('35-44', 40), ('45-54', 50), ('55-64', 60), ('65+', 70)
)

select
    first_baskets.household_id as customer_id,
    first_baskets.first_at || 'Z' as joined_at,
    2017 - ages.middle as birth_year,
    false as consent,
    demographics.age,
    demographics.income,
    demographics.home_ownership,
    demographics.marital_status,
    demographics.household_size,
    demographics.household_comp,
    demographics.kids_count
from first_baskets
left join demographics using (household_id)
left join ages using (age)
order by first_baskets.household_id
