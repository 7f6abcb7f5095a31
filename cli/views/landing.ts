import type { LandResult } from '../commands/land.ts'
import type { BadRows } from '../quarantine.ts'
import { formatCount } from '../ui/format.ts'
import { renderTable } from '../ui/table.ts'

/** What became of each file, as a table and the refusals under it. */
export function landingTable({ landed, refused, ignored }: LandResult): string {
  const rows = landed.map(({ file, extract, received, landed: good, quarantined, duplicates, already }) => ({
    file,
    extract,
    received,
    landed: good,
    quarantined,
    duplicates,
    state: already ? 'landed before' : 'landed',
  }))
  const table = rows.length > 0 ? renderTable(rows) : 'No file landed.'
  const refusals = refused.map(({ error }) => `\nRefused: ${error}`)
  const warnings = landed.flatMap((file) => file.warnings.map((warning) => `\nNote: ${warning}`))
  const rest = ignored.length > 0 ? [`\nIgnored, named like no extract: ${ignored.join(', ')}`] : []
  return [table, ...warnings, ...refusals, ...rest].join('\n')
}

const MOST = 12

/** Why rows were quarantined, and where they lie. */
export function describeBadRows(bad: readonly BadRows[], lake: string): string {
  if (bad.length === 0) return ''
  const lines = bad.slice(0, MOST).map(({ file, rows, column, reason, first_row, first_value }) => {
    const value = first_value === null ? '' : ` ${JSON.stringify(first_value)}`
    return `  ${file}: ${formatCount(rows, 'row')}, ${column ?? 'record'} ${reason} (first: row ${first_row}${value})`
  })
  const more = bad.length > MOST ? [`  … and ${formatCount(bad.length - MOST, 'more reason')}`] : []
  return [
    '\n\nIn quarantine:',
    ...lines,
    ...more,
    `The rows are in ${lake}/quarantine/<extract>/ as Parquet.`,
  ].join('\n')
}
