import { Command, Option } from 'commander'
import { type CommonOptions, contextOf, print, withCommonOptions } from '../context.ts'
import { formatCount } from '../ui/format.ts'
import { type BuildOptions, type BuildResult, buildWarehouse, type Warning } from '../warehouse/build.ts'
import type { NodeResult } from '../warehouse/dbt.ts'
import { buildOnTrino, type TrinoBuild } from '../warehouse/trino/build.ts'
import { trinoPlace } from '../warehouse/trino/place.ts'

type Options = CommonOptions & BuildOptions & { target: 'duckdb' | 'trino' }

export function buildCommand(): Command {
  return withCommonOptions(new Command('build'))
    .description('Build and test the marts of what has landed (dbt), and switch to them when all is well.')
    .option('--force', 'build even where nothing has changed')
    .option('--full-refresh', 'build everything from the landed files, not only what has landed since')
    .addOption(
      new Option(
        '--target <engine>',
        'where the SQL runs; trino is told where by CX_TRINO_URL and CX_TRINO_LAKE',
      )
        .choices(['duckdb', 'trino'])
        .default('duckdb'),
    )
    .action(async (options: Options) => {
      const context = contextOf(options)
      if (options.target === 'trino') {
        const fullRefresh = options.fullRefresh ?? options.force ?? false
        const built = await buildOnTrino(context, trinoPlace(process.env), { fullRefresh })
        print(context, built, () => describeTrinoBuild(built))
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

const describeTrinoBuild = ({ models, tests, warned }: TrinoBuild) =>
  [
    `Built ${formatCount(models, 'model')}, passed ${formatCount(tests, 'test')} on Trino`,
    ...warnings(warned),
  ].join('\n')

const warnings = (warned: readonly NodeResult[]) =>
  warned.map(({ name, failures }) => `  warned: ${name} (${formatCount(failures, 'row')})`)

function describeWarning({ name, failures, failuresTable, rows }: Warning): string[] {
  const more = failures > rows.length ? ['    …'] : []
  return [
    `  warned: ${name}, ${formatCount(failures, 'row')}: npx cx query --sql "select * from ${failuresTable}"`,
    ...rows.map((row) => `    ${JSON.stringify(row)}`),
    ...more,
  ]
}
