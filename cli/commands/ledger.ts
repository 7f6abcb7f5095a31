import { Command } from 'commander'
import { readLedger } from '../../lambdas/land/ledger.ts'
import { type CommonOptions, contextOf, print, withCommonOptions } from '../context.ts'
import { renderTable } from '../ui/table.ts'

export function ledgerCommand(): Command {
  return withCommonOptions(new Command('ledger'))
    .description('Show what became of every file: received = landed + quarantined + duplicates.')
    .action(async (options: CommonOptions) => {
      const context = contextOf(options)
      const entries = await readLedger(context.lake)
      const off = entries.filter((e) => e.received !== e.landed + e.quarantined + e.duplicates)
      print(context, entries, () => describe(entries, options.lake, off.length))
      if (off.length > 0) process.exitCode = 1
    })
}

function describe(entries: Awaited<ReturnType<typeof readLedger>>, lake: string, off: number): string {
  if (entries.length === 0)
    return `Nothing has landed in ${lake} yet. Begin with: npx cx land <file or folder>`
  const total = {
    file: `${entries.length} in all`,
    extract: '',
    received: 0,
    landed: 0,
    quarantined: 0,
    duplicates: 0,
  }
  for (const entry of entries) {
    total.received += entry.received
    total.landed += entry.landed
    total.quarantined += entry.quarantined
    total.duplicates += entry.duplicates
  }
  const table = renderTable([...entries, total] as unknown as Record<string, unknown>[], {
    columns: ['file', 'extract', 'received', 'landed', 'quarantined', 'duplicates', 'landed_at'],
  })
  const verdict =
    off === 0 ? 'Every row is accounted for.' : `${off} files do not add up: the ledger was changed by hand.`
  return `${table}\n${verdict}`
}
