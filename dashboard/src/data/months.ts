const DAY_ONE = /^(\d{4})-(\d\d)/

/** `2025-05`, 5 months back: `2024-12`. */
export function monthsBack(month: string, count: number): string {
  const [, year, at] = DAY_ONE.exec(month) ?? []
  return new Date(Date.UTC(Number(year), Number(at) - 1 - count)).toISOString().slice(0, 7)
}

/** First day of the quarter that a month lies in: `2025-05` is `2025-04-01`. */
export function quarterOf(month: string): string {
  const [, year, at] = DAY_ONE.exec(month) ?? []
  const first = Math.floor((Number(at) - 1) / 3) * 3 + 1
  return `${year}-${String(first).padStart(2, '0')}-01`
}
