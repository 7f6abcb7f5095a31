import type { Contract } from '../../contracts/index.ts'
import { HeaderError } from './errors.ts'

/** How a file's columns meet a contract's. `columns` are in the file's order; known ones under the contract's names. */
export interface Header {
  readonly columns: readonly string[]
  readonly known: ReadonlySet<string>
  readonly unknown: readonly string[]
}

/**
 * Holds a file's column names against a contract: order and case do not matter, unknown ones are kept, optional ones
 * may be missing. A required column that is missing and one that stands twice are errors, because no row could be right.
 */
export function matchHeader(file: string, contract: Contract, found: readonly string[]): Header {
  const names = new Map(contract.columns.map(({ name }) => [name.toLowerCase(), name]))
  const columns = found.map(
    (raw, index) => names.get(raw.trim().toLowerCase()) ?? (raw.trim() || `column_${index + 1}`),
  )
  refuseTwice(file, columns, found)
  const known = new Set(columns.filter((name) => names.has(name)))
  const missing = contract.columns.filter(({ name, required }) => required && !known.has(name))
  if (missing.length > 0) {
    const what = `is no ${contract.name} extract: it lacks ${missing.map(({ name }) => name).join(', ')}`
    throw new HeaderError(file, what, found)
  }
  return { columns, known, unknown: columns.filter((name) => !known.has(name)) }
}

function refuseTwice(file: string, columns: readonly string[], found: readonly string[]) {
  const lower = columns.map((name) => name.toLowerCase())
  const twice = columns.filter((_, index) => lower.indexOf(lower[index] ?? '') !== index)
  if (twice.length > 0) throw new HeaderError(file, `names ${twice.join(', ')} twice in its header`, found)
}
