{# Joins the small files of the tables that are kept from build to build, and lets go of their old snapshots. For
   engines whose tables are files; run as an operation, after a build. #}
{% macro compact() -%}
    {% for node in graph.nodes.values() if node.config.materialized == 'incremental' -%}
        {% do adapter.dispatch('compact_table')(node.database, node.schema, node.alias) %}
    {%- endfor %}
{%- endmacro %}

{% macro athena__compact_table(database, schema, table) -%}
    {% set name = database ~ '.' ~ schema ~ '.' ~ table %}
    {% do adapter.run_operation_with_potential_multiple_runs(
        'optimize ' ~ name ~ ' rewrite data using bin_pack', 'optimize'
    ) %}
    {% do adapter.run_operation_with_potential_multiple_runs('vacuum ' ~ name, 'vacuum') %}
{%- endmacro %}

{% macro default__compact_table(database, schema, table) -%}
    {% set name = database ~ '.' ~ schema ~ '.' ~ table %}
    {% do run_query('alter table ' ~ name ~ ' execute optimize') %}
    {% do run_query('alter table ' ~ name ~ ' execute expire_snapshots') %}
{%- endmacro %}
