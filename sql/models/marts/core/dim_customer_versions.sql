{%- set attributes = [
    'joined_on',
    'left_on',
    'leave_reason',
    'acquisition_channel',
    'campaign_id',
    'birth_year',
    'gender',
    'region',
    'loyalty_tier',
    'company_size',
    'interests',
    'held_values',
    'has_consent',
] %}

with

landed as (

    select
        versions.*,
        cast(joined_at as date) as joined_on,
        cast(left_at as date) as left_on
    from {{ ref('stg_crm__customer_versions') }} as versions

),

-- What a version says, as one text, so that two can be compared; the separator is in no extract.
worded as (

    select
        landed.*,
        '' {%- for attribute in attributes %}
            || chr(31) || coalesce(cast({{ attribute }} as varchar), chr(30))
        {%- endfor %} as wording
    from landed

),

compared as (

    select
        worded.*,
        lag(wording) over (partition by customer_id order by versions_from_newest desc) as wording_before
    from worded

),

-- Before the first landing nothing is known, so the first version stands for the time from joining.
changed as (

    select
        compared.*,
        case
            when wording_before is null and joined_at < landed_at then joined_at
            else landed_at
        end as valid_from
    from compared
    where
        wording_before is null
        or wording_before <> wording

),

numbered as (

    select
        changed.*,
        row_number() over (partition by customer_id order by versions_from_newest desc) as version_no,
        lead(valid_from) over (partition by customer_id order by versions_from_newest desc) as valid_to
    from changed

),

final as (

    select
        customer_id,
        version_no,
        valid_from,
        valid_to,
        valid_to is null as is_current,
        {%- for attribute in attributes %}
            {{ attribute }},
        {%- endfor %}
        left_on is not null as is_lost
    from numbered

)

select * from final
