import { expect, test } from 'vitest'
import { NotAccepted, stepsOf } from './statements.ts'

const COMMENT = '-- /* {"app": "dbt"} */\n'

const ICEBERG = `create table "awsdatacatalog"."marts"."t"
    with (
      table_type='iceberg',
      is_external=false,
      location='s3://marts/t/1/',
      partitioning=ARRAY['month'],
      format='parquet'
    )
    as
      select 1 as a;`

const CSV = `create external table \`seeds\`.\`t__dbt_tmp\` (\`a\` string, \`b\` string )
    row format serde 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
    location 's3://marts/seeds/t'
    tblproperties (
      'skip.header.line.count'='1'
    )`

test.each([
  ['a select', `${COMMENT}select "a" from "awsdatacatalog"."marts"."t"`, 'select "a" from'],
  ['a merge', 'merge into "a"."b"."t" as target using "a"."b"."s" as src on (1 = 1)', 'merge into "a"'],
  [
    'an insert with its semicolon',
    'insert into "a"."b"."t" ("c") (select 1);',
    'insert into "a"."b"."t" ("c") (select 1)',
  ],
  ['a delete', 'delete from "a"."b"."t" where 1 = 1', 'delete from'],
  ['a view', 'create or replace view\n  "a"."b"."v" as select 1', 'create or replace view'],
  ['a schema', 'create schema if not exists `marts`', 'create schema if not exists "marts"'],
  ['a new name', 'alter table `m`.`t__ha` rename to `m`.`t`', 'alter table "m"."t__ha" rename to "m"."t"'],
  [
    'a table',
    ICEBERG,
    `create table "awsdatacatalog"."marts"."t" with (location = 's3://marts/t/1', format = 'PARQUET', partitioning = ARRAY['month']) as select 1 as a`,
  ],
  [
    'new columns',
    'alter table `m`.`t`\n  add columns (`a` int, `b` string)',
    'alter table "m"."t" add column "a" integer',
  ],
  ['compaction', 'OPTIMIZE a.b.t REWRITE DATA USING BIN_PACK', 'alter table a.b.t execute optimize'],
  ['cleaning up', 'VACUUM a.b.t', "alter table a.b.t execute expire_snapshots(retention_threshold => '5d')"],
])('takes %s', (_, athena, trino) => {
  const [step] = stepsOf(athena)
  expect(step).toMatchObject({ sql: expect.stringContaining(trino) })
})

test('gives a text back without asking anybody', () => {
  expect(stepsOf(`select '{"rowcount":-1}'`)).toEqual([{ kind: 'text', text: '{"rowcount":-1}' }])
})

test('takes a table over a seed, all columns text', () => {
  expect(stepsOf(CSV)).toEqual([
    {
      kind: 'csv',
      table: { database: 'seeds', name: 't__dbt_tmp', columns: ['a', 'b'], location: 's3://marts/seeds/t' },
    },
  ])
})

test.each([
  ['double quotes in DDL', 'alter table "m"."t" rename to "m"."u"', 'backticks'],
  ['double quotes in a schema', 'create schema if not exists "marts"', 'backticks'],
  ['double quotes in compaction', 'optimize "m"."t" rewrite data using bin_pack', 'backticks'],
  ['DDL without backticks', 'alter table m.t rename to m.u', 'backticks'],
  ['DDL that no rule knows', 'alter table `m`.`t` replace columns (`a` int)', 'No rule'],
  ['a new column of a type of Trino', 'alter table `m`.`t` add columns (`a` varchar)', 'No rule'],
  ['dropping, which dbt-athena does in Glue', 'drop table `m`.`t`', 'No rule'],
  ['what is Trino only', 'call system.flush_metadata_cache()', 'No rule'],
  [
    'what is Trino only in DDL',
    "alter table `m`.`t` execute optimize(file_size_threshold => '1MB')",
    'No rule',
  ],
  ['an update', 'update m.t set a = 1', 'No rule'],
  ['a table that is not Iceberg', ICEBERG.replace("table_type='iceberg'", "table_type='hive'"), 'table_type'],
  ['a property of Trino only', ICEBERG.replace("format='parquet'", "sorted_by=ARRAY['a']"), 'sorted_by'],
  ['a table without a location', ICEBERG.replace("location='s3://marts/t/1/',", ''), 'location'],
  ['a seed with a typed column', CSV.replace('`b` string', '`b` int'), 'OpenCSVSerde'],
  ['a statement of 257 KiB', `select '${'x'.repeat(262_144)}'`, '262144 bytes'],
])('refuses %s', (_, sql, reason) => {
  expect(() => stepsOf(sql)).toThrow(NotAccepted)
  expect(() => stepsOf(sql)).toThrow(reason)
})
