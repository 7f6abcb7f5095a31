import type { Query } from '../../../semantic-layer/query.ts'
import { type Fact, num, text } from './fact.ts'
import { from, members } from './query.ts'

/** How many stores each month and survey asks to act on; the latest month first. */
export const flagsQuery: Query = from('low_stores', 'month metric', {
  measures: members('low_stores', 'stores_to_act store_count'),
  order: { 'low_stores.month': 'desc' },
})

/** The months that stores are ranked for, the latest first. */
export const monthsOf = (flags: Fact[]) => [...new Set(flags.map(({ month }) => text(month)))]

/** The month asked for, else the latest. */
export const monthOf = (flags: Fact[], asked: string | undefined) =>
  monthsOf(flags).find((month) => month === asked) ?? monthsOf(flags)[0] ?? ''

/** The survey asked for, else the one in which most stores are to be acted on in that month. */
export function surveyIn(flags: Fact[], month: string, asked: string | undefined): string {
  const here = flags.filter((flag) => flag.month === month)
  const most = [...here].sort((a, b) => toAct(b) - toAct(a))[0]
  return here.some(({ metric }) => metric === asked) ? (asked as string) : text(most?.metric)
}

const toAct = (flag: Fact) => num(flag.stores_to_act) ?? 0
