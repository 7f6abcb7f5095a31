import { Command, Option } from 'commander'
import { type CommonOptions, type Context, contextOf, print, withCommonOptions } from '../context.ts'
import { formatCount } from '../ui/format.ts'
import { buildOnAthena } from '../warehouse/athena/build.ts'
import { ATHENA_VARIABLES, athenaPlace } from '../warehouse/athena/place.ts'
import { type BuildResult, buildWarehouse, type Warning } from '../warehouse/build.ts'
import type { NodeResult } from '../warehouse/dbt.ts'
import type { InPlaceBuild, InPlaceOptions } from '../warehouse/in-place.ts'
import { buildOnTrino } from '../warehouse/trino/build.ts'
import { trinoPlace } from '../warehouse/trino/place.ts'

type Options = CommonOptions & InPlaceOptions & { target: 'duckdb' | 'trino' | 'athena' }

export function buildCommand(): Command {
  return withCommonOptions(new Command('build'))
    .description('Build and test the marts of what has landed (dbt), and switch to them when all is well.')
    .option('--force', 'build even where nothing has changed')
    .option('--full-refresh', 'build everything from the landed files, not only what has landed since')
    .addOption(
      new Option(
        '--target <engine>',
        'where the SQL runs; trino is told where by CX_TRINO_URL and CX_TRINO_LAKE, athena as below',
      )
        .choices(['duckdb', 'trino', 'athena'])
        .default('duckdb'),
    )
    .option(
      '--compact',
      'afterwards join small files and drop old versions of tables (trino, athena); once a week is enough',
    )
    .addHelpText('after', athenaHelp)
    .action(async (options: Options) => {
      const context = contextOf(options)
      if (options.target !== 'duckdb') {
        const built = await buildElsewhere(context, options)
        print(context, built, () => describeInPlace(built))
        return
      }
      const result = await buildWarehouse(context, options)
      print(context, result, () => describeBuild(result))
    })
}

export function describeBuild({
  already,
  full,
  models,
  tests,
  built_at,
  database,
  warned,
}: BuildResult): string {
  if (already) return `Nothing has landed and no SQL has changed since the build of ${built_at}: it stands.`
  return [
    `Built ${formatCount(models, 'model')} ${full ? 'in full' : 'with what has landed since'}, passed ${formatCount(tests, 'test')}: ${database}`,
    ...warned.flatMap(describeWarning),
  ].join('\n')
}

const buildElsewhere = (context: Context, { target, ...options }: Options) =>
  target === 'trino'
    ? buildOnTrino(context, trinoPlace(process.env), options)
    : buildOnAthena(context, athenaPlace(process.env), options)

const describeInPlace = ({ engine, already, full, models, tests, warned }: InPlaceBuild) =>
  already
    ? `Nothing has landed and no SQL has changed since the last build on ${engine}: it stands.`
    : [
        `Built ${formatCount(models, 'model')} ${full ? 'in full' : 'with what has landed since'}, passed ${formatCount(tests, 'test')} on ${engine}`,
        ...warnings(warned),
      ].join('\n')

function athenaHelp(): string {
  const width = Math.max(...Object.keys(ATHENA_VARIABLES).map((name) => name.length))
  const lines = Object.entries(ATHENA_VARIABLES).map(
    ([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`,
  )
  return `\nFor --target athena, from the environment (defaults in parentheses):\n${lines.join('\n')}`
}

const warnings = (warned: readonly NodeResult[]) =>
  warned.map(({ name, kind, message, failures }) =>
    kind === 'test' ? `  warned: ${name} (${formatCount(failures, 'row')})` : `  warned: ${message}`,
  )

function describeWarning({ name, kind, message, failures, failuresTable, rows }: Warning): string[] {
  if (kind !== 'test') return [`  warned: ${message}`]
  const more = failures > rows.length ? ['    …'] : []
  return [
    `  warned: ${name}, ${formatCount(failures, 'row')}: npx cx query --sql "select * from ${failuresTable}"`,
    ...rows.map((row) => `    ${JSON.stringify(row)}`),
    ...more,
  ]
}
