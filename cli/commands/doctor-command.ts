import { Command } from 'commander'
import { type CommonOptions, contextOf, print, withCommonOptions } from '../context.ts'
import { renderTable } from '../ui/table.ts'
import { diagnose } from './doctor.ts'

export function doctorCommand(): Command {
  return withCommonOptions(new Command('doctor'))
    .description('Check that everything the warehouse needs is there.')
    .action(async (options: CommonOptions) => {
      const context = contextOf(options)
      const checks = await diagnose({ lake: context.lake.folder })
      print(context, checks, () => {
        const rows = checks.map(({ name, ok, detail, next }) => ({
          '': ok ? '✔' : '✖',
          name,
          detail,
          next: next ?? '',
        }))
        return renderTable(rows)
      })
      if (checks.some(({ ok }) => !ok)) process.exitCode = 1
    })
}
