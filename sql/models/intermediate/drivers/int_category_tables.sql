with

grouped as (

    select * from {{ ref('int_factor_groups') }}
    where
        kind = 'categorical'
        and month in ({{ reached_months(5) }})

),

categories as (

    select
        month,
        metric,
        factor,
        category,
        cast(count(*) as double) as m,
        cast(count(*) filter (where is_flagged) as double) as a
    from grouped
    group by month, metric, factor, category

),

tables as (

    select
        month,
        metric,
        factor,
        cast(count(*) as double) as k,
        sum(m) as n,
        sum(a) as n1,
        sum(a * a / m) as y,
        -- Sums over categories for the second moment of y, term by falling factorial of m.
        sum((m - 1e0) * (m - 2e0) * (m - 3e0) / m) as m4,
        sum((m - 1e0) * (m - 2e0) / m) as m3,
        sum((m - 1e0) / m) as m2,
        sum(1e0 / m) as m1,
        sum((m - 1e0) * (m - 1e0)) as q
    from categories
    group by month, metric, factor
    having count(*) >= 2

),

-- f_r = n1 (n1 − 1) … ÷ N (N − 1) …: the chance that r given stores are all flagged, were flags shuffled.
chances as (

    select
        tables.*,
        n1 / n as f1,
        n1 * (n1 - 1e0) / (n * (n - 1e0)) as f2,
        n1 * (n1 - 1e0) * (n1 - 2e0) / (n * (n - 1e0) * (n - 2e0)) as f3,
        n1 * (n1 - 1e0) * (n1 - 2e0) * (n1 - 3e0) / (n * (n - 1e0) * (n - 2e0) * (n - 3e0)) as f4
    from tables
    where n1 >= 2e0 and n > n1 and n >= 4e0

),

-- Mean and variance of y = Σ a²/m over all shuffles, and from it of chi-square = N²/(n1 n2) · (y − n1²/N).
final as (

    select
        chances.*,
        n * n / (n1 * (n - n1)) * (y - n1 * n1 / n) as chi_square,
        (k - 1e0) * n / (n - 1e0) as mean_shuffled,
        n * n / (n1 * (n - n1)) * n * n / (n1 * (n - n1)) * (
            m4 * f4 + 6e0 * m3 * f3 + 7e0 * m2 * f2 + m1 * f1
            + f4 * ((n - k) * (n - k) - q) + 2e0 * f3 * (k - 1e0) * (n - k) + k * (k - 1e0) * f2
            - ((n - k) * f2 + k * f1) * ((n - k) * f2 + k * f1)
        ) as variance_shuffled
    from chances

)

select * from final
