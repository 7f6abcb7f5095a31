import { Command } from 'commander'
import { type CommonOptions, contextOf, print, withCommonOptions } from '../context.ts'
import { formatCount } from '../ui/format.ts'
import { type BuildOptions, type BuildResult, buildWarehouse } from '../warehouse/build.ts'

export function buildCommand(): Command {
  return withCommonOptions(new Command('build'))
    .description('Build and test the marts of what has landed (dbt), and switch to them when all is well.')
    .option('--force', 'build even where nothing has changed')
    .option('--full-refresh', 'build everything from the landed files, not only what has landed since')
    .action(async (options: CommonOptions & BuildOptions) => {
      const context = contextOf(options)
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
  const warnings = warned.map(({ name, failures }) => `  warned: ${name} (${formatCount(failures, 'row')})`)
  return [
    `Built ${formatCount(models, 'model')} ${full ? 'in full' : 'with what has landed since'}, passed ${formatCount(tests, 'test')}: ${database}`,
    ...warnings,
  ].join('\n')
}
