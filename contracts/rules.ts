import { type Keywords, quote } from './columns/kind.ts'
import { instant } from './columns/time-kinds.ts'
import { type PastRule, pastInWords, pastSql, pastViolation } from './past.ts'

/** The allowed range of a number depends on another column's value. */
interface ScaleRule {
  readonly kind: 'scale'
  readonly column: string
  readonly by: string
  readonly bounds: Readonly<Record<string, readonly [number, number]>>
}

/** Something cannot end before it began. Both columns are of the same kind. */
interface OrderRule {
  readonly kind: 'order'
  readonly column: string
  readonly notBefore: string
  readonly unit: 'timestamp' | 'date'
}

/** What must hold of valid cells, with other columns or the time of landing in view. Blamed on `column`. */
export type Rule = ScaleRule | OrderRule | PastRule

export const scale = (column: string, by: string, bounds: ScaleRule['bounds']): Rule => ({
  kind: 'scale',
  column,
  by,
  bounds,
})

export const notBefore = (column: string, earlier: string, unit: OrderRule['unit']): Rule => ({
  kind: 'order',
  column,
  notBefore: earlier,
  unit,
})

const reasonFor = (value: string, [low, high]: readonly [number, number]) =>
  `must be from ${low} to ${high} for ${value}`

type Row = Readonly<Record<string, string | null>>

/** The columns that a rule reads. */
export function readBy(rule: Rule): string[] {
  if (rule.kind === 'past') return [rule.column]
  return [rule.column, rule.kind === 'scale' ? rule.by : rule.notBefore]
}

/** The reason why a rule does not hold for a row that landed at that time, or undefined where it does or cannot be told. */
export function ruleViolation(
  rule: Rule,
  row: Row,
  isBad: (column: string) => boolean,
  landedAt: Date,
): string | undefined {
  if (readBy(rule).some((column) => !row[column] || isBad(column))) return
  const [value = '', against = ''] = readBy(rule).map((column) => row[column] ?? '')
  if (rule.kind === 'past') return pastViolation(rule, value, landedAt)
  if (rule.kind === 'order') {
    const before = rule.unit === 'date' ? value < against : instant(value) < instant(against)
    return before ? `must not be before ${rule.notBefore}` : undefined
  }
  const bounds = rule.bounds[against]
  if (bounds && (Number(value) < bounds[0] || Number(value) > bounds[1])) return reasonFor(against, bounds)
}

/**
 * The same rule for DuckDB: an expression that is the reason where the rule is broken and null elsewhere.
 * `cell` and `value` give a column's text and its typed value.
 */
export function ruleSql(
  rule: Rule,
  cell: (column: string) => string,
  value: (column: string) => string,
  landedAt: Date,
): string {
  if (rule.kind === 'past') return pastSql(rule, cell(rule.column), value(rule.column), landedAt)
  if (rule.kind === 'order') {
    const reason = quote(`must not be before ${rule.notBefore}`)
    return `case when ${value(rule.column)} < ${value(rule.notBefore)} then ${reason} end`
  }
  const branches = Object.entries(rule.bounds).map(
    ([by, bounds]) =>
      `when ${cell(rule.by)} = ${quote(by)} and try_cast(${cell(rule.column)} as double) not between ${bounds[0]} and ${bounds[1]} then ${quote(reasonFor(by, bounds))}`,
  )
  return `case ${branches.join(' ')} end`
}

/** The same rule in JSON Schema, for numbers that are no text; nothing where that cannot say it. */
export function ruleSchemas(rule: Rule): Keywords[] {
  if (rule.kind !== 'scale') return []
  return Object.entries(rule.bounds).map(([by, [minimum, maximum]]) => ({
    if: { properties: { [rule.by]: { const: by } } },
    // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema.
    then: { properties: { [rule.column]: { minimum, maximum } } },
  }))
}

/** The same rule for a person. */
export function inWords(rule: Rule): string {
  if (rule.kind === 'past') return pastInWords(rule)
  if (rule.kind === 'order') return `${rule.column} must not be before ${rule.notBefore}.`
  const bounds = Object.entries(rule.bounds).map(([by, [low, high]]) => `${low} to ${high} for ${by}`)
  return `${rule.column} must be from ${bounds.join(', ')}.`
}
