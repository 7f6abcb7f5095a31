create or replace temp table out_survey_invitations as
with mailings as (
    select
        batch_months.*,
        coalesce(mailed.by_mail, 0) as by_mail,
        coalesce(mailed.mail_starts, 0) as mail_starts,
        least(customers, ceil(coalesce(mailed.by_mail, 0.4) / (0.42 - 0.4 * bad * u('response rate', store_no, m))))::integer as sent
    from batch_months
    left join (
        select store_no, m, any_value(by_mail) as by_mail, any_value(mail_starts) as mail_starts
        from responses
        where is_mailed
        group by store_no, m
    ) as mailed using (store_no, m)
),

numbered as (
    select *, unnest(range(1, sent + 1))::integer as place
    from mailings
),

linked as (
    select
        numbered.*,
        alive.customer_id,
        responses.response_id,
        responses.answered_at,
        (numbered.m + 1) * 100000000::bigint + numbered.store_no * 1000::bigint + numbered.place as invitation_no
    from numbered
    left join alive
        on numbered.store_no = alive.store_no and numbered.m = alive.m
        and 1 + (mail_starts + numbered.place) % numbered.customers = alive.place
    left join responses
        on numbered.store_no = responses.store_no and numbered.m = responses.m and responses.is_mailed
        and 1 + (numbered.mail_starts + numbered.place) % numbered.customers = responses.mail_place
)

select
    'I' || invitation_no as invitation_id,
    customer_id,
    store_id,
    'email' as channel,
    iso(case
        when answered_at is not null
            then greatest(month, answered_at - to_seconds((600 + floor(200000 * power(u('mail waits', invitation_no), 2)))::bigint))
        else month + floor(days * u('mail day', invitation_no))::integer
            + to_seconds((46800 + floor(30000 * u('mail time', invitation_no)))::bigint)
    end) as sent_at,
    response_id
from linked
order by invitation_no;
