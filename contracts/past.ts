import { quote } from './columns/kind.ts'
import { instant } from './columns/time-kinds.ts'

/** What has happened cannot lie ahead of its landing. */
export interface PastRule {
  readonly kind: 'past'
  readonly column: string
  readonly unit: 'timestamp' | 'date'
}

const [HOUR, DAY] = [3_600_000, 86_400_000]

/** A clock may go wrong, and a day begins up to 14 hours earlier in other time zones than in UTC. */
const SLACK = DAY

const AHEAD = 'must not be later than a day after landing'

const latestAt = (landedAt: Date) => new Date(landedAt.getTime() + SLACK)
const dayOf = (time: Date) => time.toISOString().slice(0, 10)

/** The reason why a valid time lies too far ahead of its landing, or undefined where it does not. */
export function pastViolation({ unit }: PastRule, text: string, landedAt: Date): string | undefined {
  const latest = latestAt(landedAt)
  const isAhead = unit === 'date' ? text > dayOf(latest) : instant(text) > BigInt(latest.getTime()) * 1000n
  return isAhead ? AHEAD : undefined
}

/** The same for DuckDB, over a cell's text and its typed value. */
export function pastSql({ unit }: PastRule, cell: string, value: string, landedAt: Date): string {
  const latest = latestAt(landedAt)
  if (unit === 'date') return `case when ${cell} > ${quote(dayOf(latest))} then ${quote(AHEAD)} end`
  // Text is compared quicker than times: what began by this day is in the past whatever its offset, of less than 15 hours.
  const past = quote(dayOf(new Date(latest.getTime() - 15 * HOUR)))
  const limit = `timestamp ${quote(latest.toISOString().replace('T', ' ').replace('Z', ''))}`
  return `case when ${cell} < ${past} then null when ${value} > ${limit} then ${quote(AHEAD)} end`
}

/** The same for a person. */
export const pastInWords = ({ column }: PastRule) => `${column} ${AHEAD}.`
