with

summaries as (

    select * from {{ ref('int_purchase_summaries') }}

),

models as (

    select * from {{ ref('int_customer_models') }}
    where r is not null

),

horizons as (

    select * from {{ ref('int_purchase_horizons') }}

),

-- Customers alike share a row.
alike as (

    select distinct
        period,
        segment,
        frequency,
        recency_days,
        age_days
    from summaries

),

timed as (

    select
        alike.*,
        alike.recency_days / 7e0 as recency,
        alike.age_days / 7e0 as age,
        horizons.part,
        horizons.discount,
        models.model_segment,
        models.r,
        models.alpha,
        models.a,
        models.b,
        horizons.weeks / (models.alpha + alike.age_days / 7e0 + horizons.weeks) as z,
        models.r > models.a + models.b + 7e0 as is_as_published
    from alike
    inner join models on alike.period = models.period and alike.segment = models.segment
    inner join horizons on alike.period = horizons.period

),

-- Euler's transformation, 2F1(A, B; C; z) = (1 − z)^(C − A − B) · 2F1(C − A, C − B; C; z), keeps the series
-- of the published formula short where purchases are many. Where r is so large that its terms would change
-- their sign and cancel, the series stays as published: all of its terms are positive.
shaped as (

    select
        timed.*,
        case when is_as_published then r + frequency else a + b - 1e0 - r end as series_a,
        case when is_as_published then b + frequency else a - 1e0 end as series_b,
        a + b + frequency - 1e0 as series_c,
        case when is_as_published then r + frequency else a - 1e0 end as outer_power
    from timed

),

-- Terms may grow at first, and then fall like z^n: how many it takes until they are below 1e-15.
deep as (

    select
        shaped.*,
        (36e0 + 3e0 * {{ at_least('series_a + series_b - series_c', '0e0') }}) / -ln(z) as terms
    from shaped

),

summed as (

    select
        deep.*,
        {{ gauss_series('series_a', 'series_b', 'series_c', 'z', 'terms') }} as series
    from deep

),

final as (

    select
        period,
        segment,
        model_segment,
        frequency,
        recency_days,
        age_days,
        part,
        discount,
        {{ alive_probability() }} as p_alive,
        {{ alive_probability() }} * series_c / (a - 1e0) * (1e0 - power(1e0 - z, outer_power) * series)
            as purchases
    from summed

)

select * from final
