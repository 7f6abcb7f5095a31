-- Every total is the sum of the lines before it, and every line of a programme the sum of its actions' lines.
with

lines as (

    select * from {{ ref('roi_reconciliation') }}

),

totals as (

    select
        totals.scope,
        totals.subject,
        totals.currency,
        totals.line_no,
        totals.amount,
        sum(lines.amount) as expected
    from lines as totals
    inner join lines
        on
            totals.scope = lines.scope
            and totals.subject = lines.subject
            and totals.currency = lines.currency
            and totals.line_no > lines.line_no
    where
        totals.is_total
        and not lines.is_total
    group by
        totals.scope, totals.subject, totals.currency, totals.line_no, totals.amount

),

programmes as (

    select
        programmes.scope,
        programmes.subject,
        programmes.currency,
        programmes.line_no,
        programmes.amount,
        sum(lines.amount) as expected
    from lines as programmes
    inner join {{ ref('roi_actions') }} as actions
        on
            programmes.subject in ('all', actions.kind)
            and programmes.currency = actions.currency
    inner join lines
        on
            lines.scope = 'action'
            and actions.action_id = lines.subject
            and programmes.line_no = lines.line_no
    where programmes.scope = 'programme'
    group by
        programmes.scope, programmes.subject, programmes.currency, programmes.line_no, programmes.amount

)

select * from totals
where amount <> expected
union all
select * from programmes
where amount <> expected
