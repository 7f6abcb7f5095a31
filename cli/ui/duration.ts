const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const two = (value: number) => String(value).padStart(2, '0')

/** Milliseconds for people: `340 ms`, `3.2 s`, `2 min 05 s`, `1 h 02 min`, `3 d 04 h`. */
export const formatDuration = (ms: number): string => {
  if (ms < SECOND) return `${Math.round(ms)} ms`
  // 59.96 s would be rounded to 60.0 s
  if (ms < MINUTE - 50) return `${(ms / SECOND).toFixed(1)} s`
  const seconds = Math.round(ms / SECOND)
  if (ms < HOUR - SECOND / 2) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
  const minutes = Math.round(ms / MINUTE)
  if (ms < DAY - MINUTE / 2) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`
  const hours = Math.round(ms / HOUR)
  return `${Math.floor(hours / 24)} d ${two(hours % 24)} h`
}

const AGES = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
] as const

/** How long ago: `just now`, `3 minutes ago`, `2 days ago`. */
export const formatAge = (then: Date, now: Date): string => {
  const age = now.getTime() - then.getTime()
  for (const [length, name] of AGES) {
    const count = Math.floor(age / length)
    if (count >= 1) return `${count} ${name}${count === 1 ? '' : 's'} ago`
  }
  return 'just now'
}
