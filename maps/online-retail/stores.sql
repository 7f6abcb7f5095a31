-- A web shop without stores: each country that it delivers to stands in for one, so that every KPI comes by country.
with

countries (name, code) as (
    values
    ('Australia', 'AU'), ('Austria', 'AT'), ('Bahrain', 'BH'), ('Belgium', 'BE'), ('Brazil', 'BR'), ('Canada', 'CA'),
    ('Cyprus', 'CY'), ('Czech Republic', 'CZ'), ('Denmark', 'DK'), ('EIRE', 'IE'), ('Finland', 'FI'), ('France', 'FR'),
    ('Germany', 'DE'), ('Greece', 'GR'), ('Hong Kong', 'HK'), ('Iceland', 'IS'), ('Israel', 'IL'), ('Italy', 'IT'),
    ('Japan', 'JP'), ('Lebanon', 'LB'), ('Lithuania', 'LT'), ('Malta', 'MT'), ('Netherlands', 'NL'), ('Norway', 'NO'),
    ('Poland', 'PL'), ('Portugal', 'PT'), ('RSA', 'ZA'), ('Saudi Arabia', 'SA'), ('Singapore', 'SG'), ('Spain', 'ES'),
    ('Sweden', 'SE'), ('Switzerland', 'CH'), ('USA', 'US'), ('United Arab Emirates', 'AE'), ('United Kingdom', 'GB')
)

select
    sales.Country as store_id,
    'Web shop, ' || sales.Country as name,
    'not published' as city,
    sales.Country as state,
    -- ISO's own code for "unknown": the Channel Islands, the European Community and Unspecified have none.
    coalesce(any_value(countries.code), 'ZZ') as country,
    'web' as format,
    left(min(sales.InvoiceDate), 10) as opened_on
from online_retail as sales
left join countries on sales.Country = countries.name
group by sales.Country
order by sales.Country
