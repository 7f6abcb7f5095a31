import * as z from 'zod'
import type { ColumnSpec } from './columns/kind.ts'
import type { Rule } from './rules.ts'
import { ruleViolation } from './rules.ts'

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

/** Makes a contract of its columns (`z.nullable` where a cell may be empty), its key and its rules across columns. */
export function defineContract({ columns, rules = [], ...about }: Definition): Contract {
  const row = z.object(columns).meta({ title: about.name, description: about.description, rules })
  const jsonSchema = z.toJSONSchema(row, { io: 'input' })
  return { ...about, rules, row, columns: columnsOf(jsonSchema) }
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

/** Checks one row, one cell after the other. An empty list means that it is valid. */
export function problemsOf(contract: Contract, cells: Cells): Problem[] {
  const row = Object.fromEntries(contract.columns.map(({ name }) => [name, cells[name] || null]))
  const verdict = contract.row.safeParse(row)
  const found = new Map((verdict.error?.issues ?? []).map((issue) => [String(issue.path[0]), issue.message]))
  for (const rule of contract.rules) {
    const broken = ruleViolation(rule, row, (column) => found.has(column))
    if (broken) found.set(rule.column, broken)
  }
  return contract.columns
    .filter(({ name }) => found.has(name))
    .map(({ name }) => ({ column: name, value: row[name] ?? null, reason: found.get(name) ?? '' }))
}
