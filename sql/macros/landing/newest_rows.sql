{# Rows of a landed table, of each key the version of the latest landing. A model that is kept from build to build
   takes of the files that are new since the rows that it has no newer version of. #}
{% macro newest_rows(table, extract, key, event_at=none) -%}
    select
        versions.*,
        {% if is_incremental() and event_at -%}
            {{ moment('known.' ~ event_at) }} as _replaced_at
        {%- else -%}
            {{ moment('null') }} as _replaced_at
        {%- endif %}
    from (
        {{ landed_versions(table, extract, key) }}
    ) as versions
    {% if is_incremental() -%}
        left join {{ this }} as known
            on
                {% for column in key -%}
                    versions.{{ column }} = known.{{ column }}{{ ' and ' if not loop.last }}
                {%- endfor %}
    {%- endif %}
    where
        versions._version = 1
        {% if is_incremental() -%}
            and (
                known._landed_at is null
                or known._landed_at < versions._landed_at
                or (known._landed_at = versions._landed_at and known._file < versions._file)
            )
        {%- endif %}
{%- endmacro %}

{# Of a kept row: its file, when that landed, the build that took it in, and the time of the event in the version that
   it replaced then, whose month has changed as well. #}
{% macro version_columns() -%}
    _file,
    _landed_at,
    _build,
    _replaced_at
{%- endmacro %}
