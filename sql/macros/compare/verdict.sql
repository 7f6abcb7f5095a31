{# A comparison in words, from columns effect, effect_low, effect_high, p, minimum_effect, better ('higher' or
   'lower'), replay_shows ('improvement', 'worsening', 'nothing' or null) and not_judged_reason. `adjusted` is the p that a claim of change must pass at 5 %: the
   adjusted one where many comparisons are read together. Worsened asks more (p < .01): the lower tail of the
   interval is the weaker one. #}
{% macro verdict(adjusted) -%}
    case
        when not_judged_reason is not null then 'not judged'
        when {{ _beneficial() }} and {{ adjusted }} < 0.05e0 and {{ _matters() }} and {{ _replay_allows('improvement') }}
            then 'improved'
        when {{ _harmful() }} and {{ adjusted }} < 0.05e0 and p < 0.01e0 and {{ _replay_allows('worsening') }}
            then 'worsened'
        when effect_low > -minimum_effect and effect_high < minimum_effect then 'no material effect'
        else 'inconclusive'
    end
{%- endmacro %}

{# Why the verdict is what it is. #}
{% macro verdict_reason(adjusted) -%}
    case
        when not_judged_reason is not null then not_judged_reason
        when {{ _beneficial() }} and {{ adjusted }} < 0.05e0 and {{ _matters() }} and replay_shows is null
            then 'beyond chance and large enough to matter; no earlier months to replay the choice of stores on'
        when {{ _beneficial() }} and {{ adjusted }} < 0.05e0 and {{ _matters() }} and {{ _replay_allows('improvement') }}
            then 'beyond chance and large enough to matter'
        when {{ _harmful() }} and {{ adjusted }} < 0.05e0 and p < 0.01e0 and {{ _replay_allows('worsening') }}
            then 'beyond chance, to the worse'
        when effect_low > -minimum_effect and effect_high < minimum_effect
            then 'the whole interval is smaller than what matters'
        when {{ _beneficial() }} and {{ adjusted }} >= 0.05e0 then 'not beyond chance among all comparisons made'
        when {{ _beneficial() }} and not {{ _matters() }} then 'beyond chance, but smaller than what matters'
        when {{ _beneficial() }} or ({{ _harmful() }} and replay_shows = 'worsening')
            then 'stores chosen the same way earlier, and not acted on, show an effect too'
        else 'the interval holds both no effect and one that matters'
    end
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
