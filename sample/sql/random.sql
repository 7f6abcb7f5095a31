-- Chance without state: every draw is a pure function of (seed, stream, ids), so it does not matter
-- in which order, batch or thread a row is made.
-- The outer hash is needed: DuckDB combines hashes by exclusive or, so without it two streams of one id
-- would differ by a constant and be fully dependent.

-- uniform on [0, 1): the upper 53 bits of the hash, as many as a double holds
create or replace macro u
    (stream, a) as (hash(hash(getvariable('seed'), stream, a::bigint)) >> 11)::double / 9007199254740992,
    (stream, a, b) as (hash(hash(getvariable('seed'), stream, a::bigint, b::bigint)) >> 11)::double / 9007199254740992;

-- standard normal (Box & Muller 1958); 1 - u is never 0
create or replace macro normal
    (stream, a) as sqrt(-2 * ln(1 - u(stream || '/radius', a))) * cos(2 * pi() * u(stream || '/angle', a)),
    (stream, a, b) as sqrt(-2 * ln(1 - u(stream || '/radius', a, b))) * cos(2 * pi() * u(stream || '/angle', a, b));

-- standard normal within +-bound: three draws, then the clamp
create or replace macro truncated_normal(stream, a, bound) as
    case
        when abs(normal(stream || '/1', a)) < bound then normal(stream || '/1', a)
        when abs(normal(stream || '/2', a)) < bound then normal(stream || '/2', a)
        else greatest(-bound, least(bound, normal(stream || '/3', a)))
    end;

-- one element of a list, by a uniform; a list may repeat elements to give them weight
create or replace macro pick(list, uniform) as list[1 + floor(uniform * len(list))::integer];

-- a whole number whose mean is `expected`: varies by less than one, unlike a Poisson draw
create or replace macro whole(expected, uniform) as floor(expected + uniform)::integer;

-- ISO 8601 in UTC, as extracts write it; moments are whole seconds
create or replace macro iso(moment) as strftime(moment, '%Y-%m-%dT%H:%M:%SZ');

-- the first day of a month of the sample, 0 = the first
create or replace macro month_start(m) as (getvariable('start_day')::date + to_months(m::integer))::date;

-- whole cents as dollars, 1234 -> 12.34
create or replace macro dollars(cents) as (cents::decimal(18, 2) * 0.01)::decimal(18, 2)::varchar;

-- A score of 1 to 5 with the mean 1 + 4p exactly: 1 + Binomial(4, p), by its distribution function.
-- Products instead of power(), which takes half of the time otherwise.
create or replace macro score_of(p, uniform) as
    case
        when uniform < (1 - p) * (1 - p) * (1 - p) * (1 - p) then 1
        when uniform < (1 - p) * (1 - p) * (1 - p) * (1 + 3 * p) then 2
        when uniform < 1 - p * p * p * (4 - 3 * p) then 3
        when uniform < 1 - p * p * p * p then 4
        else 5
    end;
