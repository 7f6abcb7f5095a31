import { SampleOptionError } from './errors.ts'

/** What a caller asks for. `start` is the first month, YYYY-MM. */
export type SampleOptions = {
  stores: number
  months: number
  seed: number
  out: string
  start?: string
  onProgress?: (step: Progress) => void
}

/** A file was written: `done` of `total` files. */
export type Progress = { extract: string; rows: number; done: number; total: number }

/** How large the story is: months count from 0, the others are numbers of stores or actions. */
export type Story = ReturnType<typeof storyOf>

// Below 50 stores there are too few others to compare with; 18 months are 12 low ones and 6 after the actions.
// Upper limits keep the ids unique: they hold 5 digits of store and 3 of month.
const ranges = { stores: [50, 20_000], months: [18, 120], seed: [0, 2 ** 32 - 1] } as const

const checkRange = (name: keyof typeof ranges, value: unknown) => {
  const [low, high] = ranges[name]
  if (typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high) return
  throw new SampleOptionError(
    `Option ${name}: got ${JSON.stringify(value) ?? value}, allowed is a whole number from ${low} to ${high}. ` +
      `Try --${name} ${Math.max(low, name === 'seed' ? 7 : low)}.`,
  )
}

/** The last month of a sample without a start that is longer than two years. */
const LAST = Date.UTC(2025, 11)

/**
 * The first month where none is asked for: 2024-01, or earlier where so many months would reach beyond 2025. What lies ahead
 * does not land, and the same options are to give the same bytes on any day.
 */
export function startOf(months: number): string {
  const start = new Date(LAST)
  start.setUTCMonth(12 - Math.max(24, months))
  return start.toISOString().slice(0, 7)
}

/** Throws SampleOptionError, naming what is allowed, unless every option can be used. */
export const checkOptions = ({ stores, months, seed, out, start = '2024-01' }: SampleOptions) => {
  checkRange('stores', stores)
  checkRange('months', months)
  checkRange('seed', seed)

  if (typeof start !== 'string' || !/^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(start)) {
    throw new SampleOptionError(
      `Option start: got ${JSON.stringify(start)}, allowed is a month from 1900-01 to 2099-12 as YYYY-MM. Try --start 2024-01.`,
    )
  }
  if (typeof out !== 'string' || out.trim() === '') {
    throw new SampleOptionError(
      `Option out: got ${JSON.stringify(out) ?? out}, allowed is the path of a new or empty folder. Try --out extracts.`,
    )
  }
}

/**
 * The story in proportion to the number of stores. Of 1,000: 17 go low, 15 of them for their queues; for 8 of
 * these an action is planned, 5 are done, 4 of those work. Small samples keep at least one of each.
 */
export const storyOf = ({ stores, months }: Pick<SampleOptions, 'stores' | 'months'>) => {
  const low = Math.max(4, Math.round(stores * 0.017))
  const queue = low - Math.max(1, Math.round((low * 2) / 17))
  return {
    low_stores: low,
    queue_stores: queue,
    planned_actions: Math.min(queue, Math.max(3, Math.round((low * 8) / 17))),
    done_actions: Math.max(2, Math.round((low * 5) / 17)),
    idle_actions: Math.max(1, Math.round(low / 17)),
    // six months after the actions start, and twelve low ones before
    action_month: months - 6,
    low_month: months - 18,
    half_month: Math.floor(months / 2),
  }
}
