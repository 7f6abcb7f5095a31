import type { Fact } from '../data/fact.ts'

/** RFC 4180, with every column that any fact has. Missing values are empty cells. */
export function csvOf(facts: Fact[]): string {
  const columns = [...new Set(facts.flatMap((fact) => Object.keys(fact)))]
  const lines = facts.map((fact) => columns.map((column) => cell(fact[column])))
  return `${[columns, ...lines].map((line) => line.join(',')).join('\r\n')}\r\n`
}

function cell(value: Fact[string] | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  // Spreadsheets run what begins like a formula; an apostrophe makes it text.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
