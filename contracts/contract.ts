import * as z from 'zod'
import type { ColumnSpec } from './columns/kind.ts'
import type { PastRule } from './past.ts'
import { type Rule, ruleViolation } from './rules.ts'

/** A row before it is checked: each cell as text, or null where there is none. */
export type Cells = Readonly<Record<string, string | null | undefined>>

export interface Problem {
  readonly column: string
  readonly value: string | null
  readonly reason: string
}

export interface Column extends ColumnSpec {
  readonly name: string
  readonly description: string
  readonly required: boolean
}

/** The shape of one extract. Everything else that knows what a valid row is, derives it from here. */
export interface Contract {
  readonly name: string
  readonly source: 'feedback' | 'sales' | 'crm'
  readonly description: string
  /** The columns that name a row: a later file's row with the same key replaces it. */
  readonly key: readonly string[]
  readonly columns: readonly Column[]
  readonly rules: readonly Rule[]
  readonly row: z.ZodObject
}

interface Definition {
  name: string
  source: Contract['source']
  description: string
  key: string[]
  columns: Record<string, z.ZodType>
  rules?: Rule[]
}

/**
 * Makes a contract of its columns (`z.nullable` where a cell may be empty), its key and its rules across columns. Times that
 * may not lie ahead have a rule each, the first of all.
 */
export function defineContract({ columns, rules = [], ...about }: Definition): Contract {
  const row = z.object(columns).meta({ title: about.name, description: about.description })
  const found = columnsOf(z.toJSONSchema(row, { io: 'input' }))
  return { ...about, rules: [...pastRules(found), ...rules], row, columns: found }
}

function pastRules(columns: readonly Column[]): PastRule[] {
  return columns.flatMap(({ name, kind, mayLieAhead }) =>
    (kind === 'timestamp' || kind === 'date') && !mayLieAhead
      ? { kind: 'past', column: name, unit: kind }
      : [],
  )
}

type Property = Column & { anyOf?: Property[] }

/** The columns as zod states them: what SQL, tables and all that is published derive from. */
function columnsOf(schema: { properties?: unknown }): Column[] {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Property>)
  return properties.map(([name, property]) => {
    const column = property.anyOf?.find((option) => option.kind) ?? property
    return { ...column, name, required: property.anyOf === undefined }
  })
}

/** Checks one row that lands at that time, one cell after the other. An empty list means that it is valid. */
export function problemsOf(contract: Contract, cells: Cells, landedAt: Date): Problem[] {
  const row = Object.fromEntries(contract.columns.map(({ name }) => [name, cells[name] || null]))
  const verdict = contract.row.safeParse(row)
  const found = new Map((verdict.error?.issues ?? []).map((issue) => [String(issue.path[0]), issue.message]))
  const bad = new Set(found.keys())
  for (const rule of contract.rules) {
    const broken = ruleViolation(rule, row, (column) => bad.has(column), landedAt)
    if (broken && !found.has(rule.column)) found.set(rule.column, broken)
  }
  return contract.columns
    .filter(({ name }) => found.has(name))
    .map(({ name }) => ({ column: name, value: row[name] ?? null, reason: found.get(name) ?? '' }))
}
