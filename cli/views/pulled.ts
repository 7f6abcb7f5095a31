import type { PullResult } from '../commands/pull.ts'
import { renderTable } from '../ui/table.ts'

/** What came of each stream, as a table, and under it what has changed in the source. */
export function pulledTable({ streams, landed }: PullResult, source: string): string {
  const rows = streams.map(({ stream, records, rows }) => ({
    stream,
    records,
    rows:
      Object.entries(rows)
        .map(([extract, count]) => `${extract} ${count}`)
        .join(', ') || 'nothing new',
  }))
  const notes = streams.flatMap(({ stream, added, missing }) => [
    ...(added.length > 0
      ? [
          `${stream} has new fields: ${added.join(', ')}. They are kept beside the rows (_extra) until sources/${source}.yml gives them a column.`,
        ]
      : []),
    ...(missing.length > 0
      ? [
          `${stream} lacks fields that sources/${source}.yml reads: ${missing.join(', ')}. Their columns stay empty; see whether they were renamed.`,
        ]
      : []),
  ])
  const sum = (name: 'landed' | 'quarantined' | 'duplicates') =>
    landed.reduce((total, each) => total + each[name], 0)
  const verdict = `${sum('landed')} rows landed, ${sum('quarantined')} in quarantine, ${sum('duplicates')} duplicates.`
  return [renderTable(rows), verdict, ...notes.map((note) => `\nNote: ${note}`)].join('\n')
}
