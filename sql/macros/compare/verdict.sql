{# A comparison in words, from columns effect, effect_low, effect_high, p, minimum_effect, better ('higher' or
   'lower'), replay_shows ('improvement', 'worsening', 'nothing' or null) and not_judged_reason. `adjusted` is the p that a claim of change must pass at 5 %: the
   adjusted one where many comparisons are read together. Worsened asks more (p < .01): the lower tail of the
   interval is the weaker one. #}
{% macro verdict(adjusted) -%}
    case
        {%- for condition, verdict, reason in _judgements(adjusted) %}
        when {{ condition }} then {{ verdict }}
        {%- endfor %}
        else 'inconclusive'
    end
{%- endmacro %}

{# Why the verdict is what it is. #}
{% macro verdict_reason(adjusted) -%}
    case
        {%- for condition, verdict, reason in _judgements(adjusted) %}
        when {{ condition }} then {{ reason }}
        {%- endfor %}
        else 'the interval holds both no effect and one that matters'
    end
{%- endmacro %}

{# Condition, verdict and reason; the first that holds is it. #}
{% macro _judgements(adjusted) -%}
    {%- set (up, down) = (_beneficial(), _harmful()) -%}
    {%- set improved = up ~ ' and ' ~ adjusted ~ ' < 0.05e0 and ' ~ _matters() -%}
    {%- set worsened = down ~ ' and ' ~ adjusted ~ ' < 0.05e0 and p < 0.01e0' -%}
    {{ return([
        ['not_judged_reason is not null', "'not judged'", 'not_judged_reason'],
        [
            improved ~ ' and replay_shows is null',
            "'improved'",
            "'beyond chance and large enough to matter; no earlier months to replay the choice of stores on'",
        ],
        [
            improved ~ ' and ' ~ _replay_allows('improvement'),
            "'improved'",
            "'beyond chance and large enough to matter'",
        ],
        [worsened ~ ' and ' ~ _replay_allows('worsening'), "'worsened'", "'beyond chance, to the worse'"],
        [
            'effect_low > -minimum_effect and effect_high < minimum_effect',
            "'no material effect'",
            "'the whole interval is smaller than what matters'",
        ],
        [
            up ~ ' and ' ~ adjusted ~ ' >= 0.05e0',
            "'inconclusive'",
            "'not beyond chance among all comparisons made'",
        ],
        [up ~ ' and not ' ~ _matters(), "'inconclusive'", "'beyond chance, but smaller than what matters'"],
        [
            up ~ ' or (' ~ down ~ " and replay_shows = 'worsening')",
            "'inconclusive'",
            "'stores chosen the same way earlier, and not acted on, show an effect too'",
        ],
    ]) }}
{%- endmacro %}

{% macro _beneficial() -%}
    (case when better = 'lower' then effect_high < 0e0 else effect_low > 0e0 end)
{%- endmacro %}

{% macro _harmful() -%}
    (case when better = 'lower' then effect_low > 0e0 else effect_high < 0e0 end)
{%- endmacro %}

{% macro _matters() -%}
    (abs(effect) >= minimum_effect)
{%- endmacro %}

{# A replay that shows the same without any action takes the claim away; one that shows the opposite does not. #}
{% macro _replay_allows(claim) -%}
    (coalesce(replay_shows, 'nothing') <> '{{ claim }}')
{%- endmacro %}
