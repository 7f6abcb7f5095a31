import { type Keywords, quote } from './columns/kind.ts'
import { instant } from './columns/time-kinds.ts'

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

/** What must hold across the columns of a row. Blamed on `column`, and only where the cells themselves are valid. */
export type Rule = ScaleRule | OrderRule

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

/** The reason why a rule does not hold, or undefined where it does or cannot be told. */
export function ruleViolation(rule: Rule, row: Row, isBad: (column: string) => boolean): string | undefined {
  const other = rule.kind === 'scale' ? rule.by : rule.notBefore
  const [value, against] = [row[rule.column], row[other]]
  if (!value || !against || isBad(rule.column) || isBad(other)) return
  if (rule.kind === 'order') {
    const before = rule.unit === 'date' ? value < against : instant(value) < instant(against)
    return before ? `must not be before ${rule.notBefore}` : undefined
  }
  const bounds = rule.bounds[against]
  if (bounds && (Number(value) < bounds[0] || Number(value) > bounds[1])) return reasonFor(against, bounds)
}

/**
 * The same rule for DuckDB: an expression that is the reason where the rule is broken and null elsewhere.
 * `cell` and `value` give a column's text and its typed value, `good` whether the column passed on its own.
 */
export function ruleSql(
  rule: Rule,
  cell: (column: string) => string,
  value: (column: string) => string,
): string {
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
  if (rule.kind === 'order') return []
  return Object.entries(rule.bounds).map(([by, [minimum, maximum]]) => ({
    if: { properties: { [rule.by]: { const: by } } },
    // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema.
    then: { properties: { [rule.column]: { minimum, maximum } } },
  }))
}

/** The same rule for a person. */
export function inWords(rule: Rule): string {
  if (rule.kind === 'order') return `${rule.column} must not be before ${rule.notBefore}.`
  const bounds = Object.entries(rule.bounds).map(([by, [low, high]]) => `${low} to ${high} for ${by}`)
  return `${rule.column} must be from ${bounds.join(', ')}.`
}
