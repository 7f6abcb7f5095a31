import * as z from 'zod'
import type { ColumnSpec, Kind, KindName } from './kind.ts'
import { integerKind, moneyKind, numberKind } from './number-kinds.ts'
import { booleanKind, currencyKind, idKind, oneOfKind, textKind } from './text-kinds.ts'
import { dateKind, timestampKind } from './time-kinds.ts'

export const kinds: Record<KindName, Kind> = {
  id: idKind,
  text: textKind,
  oneOf: oneOfKind,
  currency: currencyKind,
  integer: integerKind,
  number: numberKind,
  money: moneyKind,
  boolean: booleanKind,
  timestamp: timestampKind,
  date: dateKind,
}

export const checksOf = (spec: ColumnSpec) => kinds[spec.kind].checks.filter((c) => c.applies?.(spec) ?? true)

/** The reason given for a cell that is empty where the contract wants a value. */
export const EMPTY = 'must not be empty'

interface Bounds {
  minimum?: number
  maximum?: number
}

/** A cell as it comes in: its text; the first check that fails gives the reason. */
function column(spec: ColumnSpec, description: string) {
  return z
    .string({ error: EMPTY })
    .superRefine((text, context) => {
      const failed = checksOf(spec).find((check) => !check.passes(text, spec))
      if (failed) context.addIssue({ code: 'custom', message: failed.reason(spec) })
    })
    .meta({ description, ...spec })
}

export const id = (description: string) => column({ kind: 'id' }, description)
export const text = (description: string) => column({ kind: 'text' }, description)
export const currency = (description: string) => column({ kind: 'currency' }, description)
export const boolean = (description: string) => column({ kind: 'boolean' }, description)
export const timestamp = (description: string) => column({ kind: 'timestamp' }, description)
export const date = (description: string) => column({ kind: 'date' }, description)
/** A day that may still lie ahead. */
export const plannedDate = (description: string) => column({ kind: 'date', mayLieAhead: true }, description)
export const oneOf = (values: readonly string[], description: string) =>
  column({ kind: 'oneOf', values }, description)
export const integer = (bounds: Bounds, description: string) =>
  column({ kind: 'integer', ...bounds }, description)
export const number = (bounds: Bounds, description: string) =>
  column({ kind: 'number', ...bounds }, description)
export const money = (bounds: Bounds, description: string) =>
  column({ kind: 'money', ...bounds }, description)
export const personal = (what: 'email' | 'phone', description: string) =>
  column({ kind: 'text', personal: what }, description)
