import { checksOf, EMPTY, kinds } from './columns/index.ts'
import { quote } from './columns/kind.ts'
import type { Plain } from './columns/plain.ts'
import type { Column, Contract } from './contract.ts'
import { type Rule, readBy, ruleSql } from './rules.ts'

export const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`

/**
 * A contract as DuckDB expressions over a relation that holds its cells: a varchar column per contract column, null where
 * the cell is empty. The vectorised twin of `problemsOf`: the same verdict and the same reason for every row. Columns that
 * are `plain` hold their typed values already, of text that is plain in every row. `landedAt` is what the future is seen from.
 */
export interface BulkChecks {
  /** True for a valid row, else false or null. The cheapest form: no reasons. */
  readonly valid: string
  /** A list of {column, value, reason}, empty for a valid row. Dear: ask it of the rows that are not valid. Personal data is masked. */
  readonly problems: string
  /** Each column's typed value. For valid rows only: on others a cast may raise. */
  readonly values: ReadonlyMap<string, string>
}

export function bulkChecks(
  contract: Contract,
  landedAt: Date,
  plain: ReadonlySet<string> = NONE,
): BulkChecks {
  const cells = contract.columns.map((column) => isValid(column, plain.has(column.name))).join(' and ')
  const rules = contract.rules.map(
    (rule) => `${ruleSql(rule, identifier, valueNamed(contract), landedAt)} is null`,
  )
  // Rules read typed values, which only a row of valid cells has: `case` keeps them from the others.
  const valid = rules.length === 0 ? cells : `case when ${cells} then ${rules.join(' and ')} else false end`
  return {
    valid,
    problems: problemList(contract, landedAt),
    values: new Map(
      contract.columns.map((column) => [
        column.name,
        plain.has(column.name) ? identifier(column.name) : typed(column),
      ]),
    ),
  }
}

const NONE: ReadonlySet<string> = new Set()

/** The columns that a reader may give typed where they are plain, with what that takes; rules ask for text. */
export function canBePlain(contract: Contract): Map<string, Plain & { readonly type: string }> {
  const inRules = new Set(contract.rules.flatMap(readBy))
  const found = contract.columns.flatMap(({ name, kind }) => {
    const { plain, type } = kinds[kind]
    const usable = plain && (type.duckdb === 'varchar' || !inRules.has(name))
    return usable ? [[name, { ...plain, type: type.duckdb }] as const] : []
  })
  return new Map(found)
}

const typed = (column: Column) => kinds[column.kind].value(identifier(column.name))

/** True where a cell is valid, else false or null. `or` leaves the checks out where there is nothing to check. */
function isValid(column: Column, plain = false): string {
  const cell = identifier(column.name)
  const checks = checksOf(column).flatMap((check) => {
    if (plain) return check.plain?.(cell, column) ?? []
    return check.implied ? [] : check.sql(cell, column)
  })
  const passes = checks.map((check) => `(${check})`).join(' and ')
  if (column.required) return passes || `${cell} is not null`
  return passes ? `(${cell} is null or (${passes}))` : 'true'
}

/** The first reason why a column fails on its own, or null. */
function ownReason(column: Column): string {
  const cell = identifier(column.name)
  const empty = column.required ? quote(EMPTY) : 'null'
  const failures = checksOf(column).map(
    (check) => `when not (${check.sql(cell, column)}) then ${quote(check.reason(column))}`,
  )
  return `case when ${cell} is null then ${empty} ${failures.join(' ')} end`
}

const columnNamed = (contract: Contract, name: string): Column => {
  const column = contract.columns.find((candidate) => candidate.name === name)
  if (column) return column
  throw new Error(`${contract.name} has a rule on ${name}, which is none of its columns`)
}

const valueNamed = (contract: Contract) => (name: string) => typed(columnNamed(contract, name))

/** The reason why a rule is broken, or null. A cell that is bad on its own counts as empty here. */
function brokenRule(contract: Contract, rule: Rule, landedAt: Date): string {
  const whereGood = (name: string, expression: string) =>
    `case when ${isValid(columnNamed(contract, name))} then ${expression} end`
  return ruleSql(
    rule,
    (name) => whereGood(name, identifier(name)),
    (name) => whereGood(name, valueNamed(contract)(name)),
    landedAt,
  )
}

function problemList(contract: Contract, landedAt: Date): string {
  const entries = contract.columns.map((column) => {
    const rules = contract.rules.filter((rule) => rule.column === column.name)
    const reasons = [ownReason(column), ...rules.map((rule) => brokenRule(contract, rule, landedAt))]
    const reason = `coalesce(${[...reasons, 'null'].join(', ')})`
    return `case when ${reason} is not null then {'column': ${quote(column.name)}, 'value': ${shown(column)}, 'reason': ${reason}} end`
  })
  return `list_filter([${entries.join(', ')}], lambda problem: problem is not null)`
}

const shown = (column: Column) => {
  const cell = identifier(column.name)
  return column.personal ? `left(${cell}, 1) || '***'` : cell
}
