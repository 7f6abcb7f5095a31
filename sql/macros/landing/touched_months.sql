{# For a model that is kept from build to build and holds whole months: takes out those that its select brings anew. #}
{% macro forget_touched_months(month) -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where {{ month }} in (select touched.month from {{ ref('int_touched_months') }} as touched)
    {%- endif -%}
{%- endmacro %}

{# The same for a model whose months also say something of up to so many months before. #}
{% macro forget_reached_months(months_back) -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where month in ({{ reached_months(months_back) }})
    {%- endif -%}
{%- endmacro %}

{# The same for a model that holds whole periods. #}
{% macro forget_touched_periods() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where
            starts_on in (select touched.starts_on from {{ ref('int_touched_periods') }} as touched)
            and period || ' ' || cast(starts_on as varchar) in (
                select touched.period || ' ' || cast(touched.starts_on as varchar)
                from {{ ref('int_touched_periods') }} as touched
            )
    {%- endif -%}
{%- endmacro %}

{# The same for a model that holds whole retail weeks. #}
{% macro forget_touched_weeks() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where retail_week_starts_on in ({{ touched_weeks() }})
    {%- endif -%}
{%- endmacro %}

{# Retail weeks with a day in a touched month. #}
{% macro touched_weeks() -%}
select weeks.retail_week_starts_on
from {{ ref('dim_dates') }} as weeks
where {{ month_of('weeks.day') }} in (select touched.month from {{ ref('int_touched_months') }} as touched)
{%- endmacro %}

{# The same for a model that holds a row per campaign. #}
{% macro forget_touched_campaigns() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where campaign_id in (select touched.campaign_id from {{ ref('int_touched_campaigns') }} as touched)
    {%- endif -%}
{%- endmacro %}

{# The same for a model whose months are told of with others of their year. #}
{% macro forget_retold_years(day) -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where {{ year_of(day) }} in ({{ retold_years() }})
    {%- endif -%}
{%- endmacro %}

{# Years of which it is decided anew by which periods they are told; in a full build, all. #}
{% macro retold_years() -%}
select retold.year_start from {{ ref('int_retold_years') }} as retold
{%- endmacro %}

{# Months that say something of a touched one up to so many months before; in a full build, all. #}
{% macro reached_months(months_back) -%}
select reached.month from {{ ref('int_reached_months') }} as reached where reached.months_back <= {{ months_back }}
{%- endmacro %}

{# The first of them, or as many months `back` from it as it says something of. #}
{% macro first_reached_month(months_back, back) -%}
select {{ add_months('min(reached.month)', '-' ~ back) }}
from {{ ref('int_reached_months') }} as reached
where reached.months_back <= {{ months_back }}
{%- endmacro %}

{# What is kept from build to build: the list of what a build makes anew, and of each model the column that is in it. #}
{% macro kept_models() -%}
    {%- do return([
        {'list': 'int_touched_months', 'listed': 'month', 'models': {
            'fct_orders': 'ordered_month',
            'fct_store_days': 'month',
            'fct_web_sessions': 'started_month',
            'fct_survey_answers': 'answered_month',
            'fct_survey_invitations': 'sent_month',
            'fct_reviews': 'posted_month',
            'fct_social_mentions': 'posted_month',
            'fct_service_cases': 'opened_month',
            'kpi_coverage_months': 'month',
            'kpi_response_months': 'month',
            'kpi_public_voice_months': 'month',
            'kpi_service_months': 'month',
            'kpi_web_months': 'month',
            'fct_topics': 'month',
            'kpi_experience_months': 'month',
        }},
        {'list': 'int_reached_months', 'listed': 'month', 'where': 'months_back <= 0', 'models': {
            'kpi_company_months': 'month',
        }},
        {'list': 'int_reached_months', 'listed': 'month', 'where': 'months_back <= 5', 'models': {
            'watch_low_stores': 'month',
            'drv_store_factors': 'month',
        }},
        {'list': 'int_retold_years', 'listed': 'year_start', 'models': {
            'kpi_store_months': year_of('month'),
            'kpi_peer_months': year_of('month'),
        }},
        {'list': 'int_touched_periods', 'listed': 'starts_on', 'models': {
            'kpi_department_months': 'starts_on',
        }},
    ]) -%}
{%- endmacro %}

{# What a test looks at, in place of dbt's own macro: of what is kept from build to build that which this build made
   anew, which in a full build is all. #}
{% macro get_where_subquery(relation) -%}
    {%- set wheres = [config.get('where')] if config.get('where') else [] -%}
    {%- for scope in kept_models() if relation.identifier in scope.models -%}
        {%- set column = scope.models[relation.identifier] -%}
        {%- do wheres.append(is_touched(relation, column, scope.list, scope.listed, scope.where)) -%}
    {%- endfor -%}
    {%- if wheres -%}
        (select * from {{ relation }} where {{ wheres | join(' and ') }}) as tested_rows
    {%- else -%}
        {{ relation }}
    {%- endif -%}
{%- endmacro %}

{# Whether a row of a tested relation lies in what this build touched. #}
{% macro is_touched(relation, column, list, listed, where=none) -%}
    {%- set schema = generate_schema_name('intermediate', none) -%}
    {%- set touched = api.Relation.create(database=relation.database, schema=schema, identifier=list) -%}
    {{- column }} in (select touched.{{ listed }} from {{ touched }} as touched {{- ' where touched.' ~ where if where }})
{%- endmacro %}
