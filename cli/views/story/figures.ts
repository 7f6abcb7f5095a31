import { formatNumber, formatPercent, MISSING } from '../../ui/format.ts'

const METRICS: Record<string, string> = { csat: 'CSAT (1–5)', nps: 'NPS', ces: 'CES (1–7)' }
export const named = (metric: unknown) => METRICS[String(metric)] ?? String(metric)
export const words = (name: unknown) => String(name).replaceAll('_', ' ')

export const num = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value)

export const share = (value: number | null | undefined) =>
  formatPercent(value ?? null, { digits: 0, signed: true })

export function formOf(unit: unknown) {
  if (unit === 'share')
    return (value: number | null | undefined) => formatPercent(value ?? null, { digits: 1, signed: true })
  const digits = unit === 'seconds' ? 0 : 2
  return (value: number | null | undefined) => formatNumber(value ?? null, { digits, signed: true })
}

/** Three significant digits or so: these columns mix shares, seconds and money. */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined) return MISSING
  const size = Math.abs(value)
  return formatNumber(value, { digits: size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4 })
}

export const pValue = (p: number | null) =>
  p !== null && p < 0.001 ? '< 0.001' : formatNumber(p, { digits: 3 })
