import { formatMoney, formatNumber, formatPercent } from '../../../cli/ui/format.ts'

export type Format = (value: number | null | undefined) => string

/** A survey's score: how it is called, the columns that hold it, and how it is written. */
export type Survey = { name: string; column: string; n: string; format: Format; effect: string }

const digits =
  (count: number, signed = false): Format =>
  (value) =>
    formatNumber(value, { digits: count, signed })

export const surveys: Record<string, Survey> = {
  csat: { name: 'CSAT (1–5)', column: 'csat_mean', n: 'csat_n', format: digits(2), effect: 'csat_mean' },
  nps: { name: 'NPS', column: 'nps', n: 'nps_n', format: digits(1), effect: 'nps' },
  ces: { name: 'CES (1–7)', column: 'ces_mean', n: 'ces_n', format: digits(2), effect: 'ces_mean' },
}

/** The survey asked for in the address, or the first. */
export const surveyOf = (name: string | undefined) => surveys[name ?? ''] ?? (surveys.csat as Survey)

export const percent: Format = (value) => formatPercent(value)
export const money =
  (currency: unknown): Format =>
  (value) =>
    formatMoney(value, String(currency ?? 'USD'))
export const short: Format = (value) =>
  formatNumber(value, { digits: Math.abs(value ?? 0) >= 100 ? 0 : Math.abs(value ?? 0) >= 10 ? 1 : 2 })

/** A p value: below 0.001 only that is known. */
export const pValue: Format = (p) =>
  typeof p === 'number' && p < 0.001 ? '< 0.001' : formatNumber(p, { digits: 3 })

const MEASURED: Record<string, string> = {
  csat_mean: 'CSAT (1–5)',
  nps: 'NPS',
  ces_mean: 'CES (1–7)',
  queue_seconds: 'seconds in the queue',
  sales_per_sqft: 'sales per square foot',
}

/** The name of a compared metric, factor or role, as people say it. */
export const words = (name: unknown): string =>
  MEASURED[String(name)] ??
  (name === null || name === undefined || name === '' ? '–' : String(name).replaceAll('_', ' '))

/** How a change is written: by the unit that came with it. */
export function changeFormat(unit: unknown, metric?: unknown): Format {
  if (unit === 'share') return (value) => formatPercent(value, { signed: true })
  if (unit === 'seconds') return digits(0, true)
  return digits(metric === 'nps' ? 1 : 2, true)
}

/** How a level of a compared metric is written. */
export const levelFormat = (metric: unknown): Format =>
  digits(metric === 'queue_seconds' ? 0 : metric === 'nps' ? 1 : 2)
