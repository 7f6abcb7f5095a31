/** What stands where there is no value: not 0, not an empty cell. */
export const MISSING = '–'

type Maybe<T> = T | null | undefined
type Formatter = (value: number) => string

const absent = (value: Maybe<number>): value is null | undefined =>
  value === null || value === undefined || Number.isNaN(value)

// Building a formatter costs more than using it, and tables use the same few thousands of times.
const formatters = new Map<string, Intl.NumberFormat>()
const numberFormat = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const key = JSON.stringify(options)
  const known = formatters.get(key) ?? new Intl.NumberFormat('en-US', options)
  formatters.set(key, known)
  return known
}

const fixed = (value: number, digits: number, signed: boolean, extra: Intl.NumberFormatOptions = {}) => {
  const options: Intl.NumberFormatOptions = {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: signed ? 'exceptZero' : 'negative', // 'negative' keeps −0.0 from being shown
    ...extra,
  }
  return numberFormat(options).format(value)
}

export interface NumberOptions {
  /** Digits after the point. */
  readonly digits?: number
  /** Show `+` before a positive value: for changes and effects. */
  readonly signed?: boolean
}

/** `1234.5` → `1,235`; nothing → `–`. */
export const formatNumber = (
  value: Maybe<number | bigint>,
  { digits = 0, signed = false }: NumberOptions = {},
) => {
  if (typeof value === 'bigint') return numberFormat({}).format(value)
  return absent(value) ? MISSING : fixed(value, digits, signed)
}

/** An amount in an ISO 4217 currency: `1234.5, 'USD'` → `$1,235`. An unknown currency is written as given. */
export const formatMoney = (
  value: Maybe<number>,
  currency = 'USD',
  { digits = 0, signed = false }: NumberOptions = {},
) => {
  if (absent(value)) return MISSING
  if (!/^[A-Z]{3}$/.test(currency)) return `${fixed(value, digits, signed)} ${currency}`
  return fixed(value, digits, signed, { style: 'currency', currency })
}

/** A share from 0 to 1 as percent: `0.1234` → `12.3%`. */
export const formatPercent = (share: Maybe<number>, { digits = 1, signed = false }: NumberOptions = {}) =>
  absent(share) ? MISSING : fixed(share, digits, signed, { style: 'percent' })

/** `0.05, 0.37` → `0.05 to 0.37`, each bound written by `format`. */
export const formatInterval = (
  low: Maybe<number>,
  high: Maybe<number>,
  format: Formatter = (value) => formatNumber(value, { digits: 2 }),
) => (absent(low) || absent(high) ? MISSING : `${format(low)} to ${format(high)}`)

/** A value with its interval, which it is never shown without: `+0.21 (+0.05 to +0.37)`. */
export const formatEstimate = (
  value: Maybe<number>,
  low: Maybe<number>,
  high: Maybe<number>,
  format: Formatter = (each) => formatNumber(each, { digits: 2, signed: true }),
) => (absent(value) ? MISSING : `${format(value)} (${formatInterval(low, high, format)})`)

/** `1, 'row'` → `1 row`; `24000, 'row'` → `24,000 rows`. */
export const formatCount = (count: number | bigint, one: string, many = `${one}s`) =>
  `${formatNumber(count)} ${Number(count) === 1 ? one : many}`

/** Bytes in powers of 1024: `1536` → `1.5 KiB`. */
export const formatBytes = (bytes: number): string => {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB']
  const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1)
  const value = bytes / 1024 ** power
  return `${formatNumber(value, { digits: power === 0 || value >= 100 ? 0 : 1 })} ${units[power]}`
}
