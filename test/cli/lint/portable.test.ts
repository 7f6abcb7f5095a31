import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../../cli/context.ts'
import { type Finding, findUnportable } from '../../../cli/lint/portable.ts'

const tables = {
  'marts.t': {
    a: 'bigint',
    b: 'bigint',
    x: 'double',
    amount: 'decimal(18, 4)',
    name: 'varchar',
    day: 'date',
    at: 'timestamp',
    is_low: 'boolean',
  },
}

const FORBIDDEN: readonly (readonly [form: string, sql: string, problem: string])[] = [
  ['a division of whole numbers', 'select a / b as y from marts.t', 'divides what is not a double'],
  ['a division of literals', 'select 7 / 2 as y', 'divides what is not a double'],
  ['a division by 0', 'select 1 / 0 as y', 'divides what is not a double'],
  ['a division of decimals', 'select 1 / 3.0 as y', 'divides what is not a double'],
  ['a share in decimals', 'select 100.0 * a / b as y from marts.t', 'divides what is not a double'],
  ['a division of sums of amounts', 'select sum(amount) / count(*) as y from marts.t', 'divides what'],
  ['a division of columns two steps away', TWO_STEPS('sum(a)'), 'divides what is not a double'],
  [
    'a division of what nobody has typed',
    'select y / z as y from marts.other',
    'divides what is not a double',
  ],
  ['a sum of booleans', 'select sum(is_low) as y from marts.t', 'adds up booleans'],
  ['a sum of comparisons', 'select sum(a > b) as y from marts.t', 'adds up booleans'],
  ['count_if', 'select count_if(is_low) as y from marts.t', 'counts with count_if'],
  ['a mean of decimals', 'select avg(amount) as y from marts.t', 'takes the mean of decimals'],
  ['date_diff', "select date_diff('day', at, at) as y from marts.t", 'calls date'],
  ['a date compared with text', "select a from marts.t where day = '2025-01-31'", 'compares text'],
  ['a number compared with text', "select a from marts.t where a > '1'", 'compares text'],
  ['text joined with a number', 'select name || a as y from marts.t', 'joins text'],
  ['greatest', 'select greatest(a, b) as y from marts.t', 'calls greatest()'],
  ['least', 'select least(a, b) as y from marts.t', 'calls least()'],
  ['a date plus an interval', "select day + interval '1' day as y from marts.t", 'adds to a date'],
  ['a date plus days', 'select day + 1 as y from marts.t', 'adds to a date'],
  ['a bare interval', 'select day + interval 1 day as y from marts.t', 'has an interval'],
  ['an index into a list', "select (string_split(name, ' '))[3] as y from marts.t", 'takes an element'],
  ['a function of one engine', "select strftime(day, '%Y') as y from marts.t", 'calls'],
  ['a JSON function', "select json_extract_string(name, '$.a') as y from marts.t", 'calls'],
  ['an element by its place', 'select element_at(list_value(a), 1) as y from marts.t', 'calls element_at()'],
  ["a JSON function of Trino's", "select json_extract_scalar(name, '$.a') as y from marts.t", 'calls'],
  ['a date as text', "select date_format(at, '%Y') as y from marts.t", 'calls'],
  ['an approximate quantile', 'select approx_quantile(x, 0.5) as y from marts.t', 'calls approx_quantile()'],
  ['an exact quantile', 'select percentile_cont(0.5) within group (order by x) as y from marts.t', 'calls'],
  ['group by all', 'select a, count(*) as n from marts.t group by all', 'groups by all'],
  ['an alias read again', 'select a + 1 as y, y * 2 as z from marts.t', 'reads an alias'],
  ['an alias in where', 'select a + 1 as y from marts.t where y > 1', 'reads an alias'],
  ['an alias in group by', 'select a + 1 as y, count(*) as n from marts.t group by y', 'reads an alias'],
  [
    'union all by name',
    'select a from marts.t union all by name select b as a from marts.t',
    'unites by name',
  ],
  ['qualify', 'select a from marts.t qualify row_number() over (order by a) = 1', 'has qualify'],
  ['exclude', 'select * exclude (name) from marts.t', 'leaves columns out of *'],
  ['replace', 'select * replace (a + 1 as a) from marts.t', 'replaces columns of *'],
]

/** A division of a column that two steps before was made by `expression`. */
function TWO_STEPS(expression: string): string {
  return `with one as (select name, ${expression} as y from marts.t group by name),
    two as (select * from one) select two.y / 2 as half from two`
}

const ALLOWED: readonly (readonly [form: string, sql: string])[] = [
  ['a division of doubles', 'select sum(x) / count(*) as y from marts.t'],
  ['a division through ratio', 'select ratio(a, b) / a as y from marts.t'],
  ['a double from two steps before', TWO_STEPS('sum(x)')],
  ['a clamp between bounds', "select clamp(ratio(a, b), '0e0', 1e0) / 2 as y from marts.t"],
  ['a column beside an alias of its name', 'select t.a + 1 as a, t.a as b from marts.t as t'],
  ['a filtered count', 'select count(*) filter (where is_low) as y from marts.t'],
  ['an engine macro', 'select split_list(name) as y from marts.t'],
  ['a typed literal', "select a from marts.t where day = date '2025-01-31' and name = 'x'"],
  ['a window', 'select row_number() over (partition by name order by day desc) as place from marts.t'],
]

const nodesOf = (rows: readonly (readonly [string, string, ...string[]])[]) =>
  rows.map(([path, sql]) => ({ path, sql }))

test('every form that differs is found, and told by its problem', async () => {
  const findings = await findUnportable({ tables, macros: ['split_list'], nodes: nodesOf(FORBIDDEN) })
  const missed = FORBIDDEN.filter(([form, , problem]) => !findings.some(isThat(form, problem)))
  expect(missed).toEqual([])
})

const isThat =
  (form: string, problem: string) =>
  ({ path, problem: found }: Finding) =>
    path === form && found.includes(problem)

test('forms that both engines read alike pass', async () => {
  expect(await findUnportable({ tables, macros: ['split_list'], nodes: nodesOf(ALLOWED) })).toEqual([])
})

test('the columns of one model are typed for the next', async () => {
  const nodes = [
    { path: 'first', name: 'marts.first', sql: 'select a as whole, cast(a as double) as half from marts.t' },
    { path: 'good', sql: 'select half / 2 as y from marts.first' },
    { path: 'bad', sql: 'select whole / 2 as y from marts.first' },
  ]
  expect((await findUnportable({ tables, macros: ['split_list'], nodes })).map(({ path }) => path)).toEqual([
    'bad',
  ])
})

test('SQL that cannot be read is a finding, not a crash', async () => {
  const [finding] = await findUnportable({
    tables,
    macros: ['split_list'],
    nodes: [{ path: 'broken', sql: 'select from where' }],
  })
  expect(finding?.problem).toContain('cannot be read')
})

test('every macro that differs by engine has a form for each of them', () => {
  const files = globSync(join(projectRoot, 'sql/macros/**/*.sql')).map((file) => readFileSync(file, 'utf8'))
  const text = files.join('\n')
  const dispatched = [...text.matchAll(/adapter\.dispatch\('(\w+)'\)/g)].map(([, name = '']) => name)
  const has = (engine: string, name: string) => text.includes(`macro ${engine}__${name}(`)
  const lacking = dispatched.flatMap((name) =>
    ['duckdb', 'trino', 'athena']
      .filter((engine) => !has(engine, name) && !has('default', name))
      .map((engine) => `${name} on ${engine}`),
  )
  expect(dispatched.length).toBeGreaterThan(5)
  expect(lacking).toEqual([])
})
