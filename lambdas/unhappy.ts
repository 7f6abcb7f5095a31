import { type Cells, type Contract, contractNamed, problemsOf } from '../contracts/index.ts'
import { type Alert, alertId } from './alert.ts'
import { isAngry } from './angry-words.ts'
import type { Row } from './sources/rows.ts'

/** The score of each metric at which somebody is told, and below. */
export type LowScores = Readonly<Record<string, number>>

interface About {
  readonly source: string
  readonly receipt: string
  readonly lowScores: LowScores
  readonly now: Date
}

/** Where the extracts of feedback hold a score, what was said, and when. */
const FEEDBACK: Record<
  string,
  { metric: (cells: Cells) => string; score: string; text: string; at: string }
> = {
  survey_answers: {
    metric: ({ metric }) => metric ?? '',
    score: 'score',
    text: 'comment',
    at: 'answered_at',
  },
  reviews: { metric: () => 'rating', score: 'rating', text: 'text', at: 'posted_at' },
  service_cases: { metric: () => 'csat', score: 'csat', text: 'text', at: 'opened_at' },
  social_mentions: { metric: () => '', score: '', text: 'text', at: 'posted_at' },
}

/** The alerts that rows give rise to: one at most for each, for its low score or else for its angry words. Rows that break their contract give none. */
export function alertsOf(rows: readonly Row[], about: About): Alert[] {
  return rows.flatMap(({ extract, cells }) => {
    const contract = contractNamed(extract)
    if (!contract || !FEEDBACK[extract] || problemsOf(contract, cells, about.now).length > 0) return []
    return alertOf(contract, cells, about) ?? []
  })
}

const NEWS_MS = 3_600_000

/** The alerts of rows that happened within the last hour: what is pulled may be years old, and nobody is to be told of that. */
export const newsIn = (rows: readonly Row[], about: About): Alert[] =>
  alertsOf(rows, about).filter(({ happened_at }) => about.now.getTime() - Date.parse(happened_at) < NEWS_MS)

function alertOf(contract: Contract, cells: Cells, { source, receipt, lowScores }: About): Alert | undefined {
  const place = FEEDBACK[contract.name]
  if (!place) return undefined
  const metric = place.metric(cells)
  const score = cells[place.score]
  const isLow = score ? Number(score) <= (lowScores[metric] ?? Number.NEGATIVE_INFINITY) : false
  if (!isLow && !isAngry(cells[place.text] ?? '')) return undefined
  const kind = isLow ? 'low_score' : 'angry_comment'
  const key = contract.key.map((name) => cells[name] ?? '')
  return {
    alert_id: alertId(kind, contract.name, key),
    kind,
    extract: contract.name,
    source,
    receipt,
    ...(score ? { metric, score: Number(score) } : {}),
    ...wordsOf(cells),
    happened_at: new Date(cells[place.at] ?? '').toISOString(),
  }
}

/** The retailer's own words for where it happened. Nothing of the customer. */
const wordsOf = (cells: Cells) =>
  Object.fromEntries(
    (['store_id', 'department', 'touchpoint', 'topic'] as const).flatMap((name) => {
      const word = cells[name]?.slice(0, 256)
      return word ? [[name, word]] : []
    }),
  )
