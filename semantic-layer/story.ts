import type { Query, Row, Value } from './query.ts'
import { queries } from './story-queries.ts'

/** Asks one query of the semantic layer: `(query) => loadQuery(server, query)`. */
export type Ask = (query: Query) => Promise<Row[]>

/** Members without their view's name: `{ store_id, mean, … }`. Months are `2025-01`; shares 0–1. */
export type Fact = Record<string, Value>

export type Story = {
  /** `2025-02`: the last month with flags before the first action was planned, else the latest; null without flags. */
  asOf: string | null
  /** Survey metric that the low stores are low in: the one with the most stores to act on. */
  metric: string | null
  /** Stores to act on: score (mean), n (responses), z, state, since when; the lowest first. */
  lowStores: Fact[]
  /** What the low stores have in common, the strongest first; and what they share with everybody. */
  drivers: { differ: Fact[]; alike: Fact[] }
  /** Segments whose score or churn is unusual, the most certain first; and how many comparisons they were found in. */
  segments: { seen: number; found: Fact[] }
  /** Every action, rejected ones too, by day planned. */
  actions: Fact[]
  /** For each approved action: its gap to unaffected stores, month by month, −3 to +5. */
  gaps: { actionId: string; metric: string; months: Fact[] }[]
  /** For each action and metric: expected recovery, effect, verdict; naive change and difference in differences beside it. */
  effects: Fact[]
  /** For each metric: the effects of all actions, pooled. */
  pooled: Fact[]
  /** For each action: cost, incremental margin, net and ROI, each with low and high. */
  roi: Fact[]
  /** For all actions together, by currency: the same, rejected ones at their planning cost. */
  programmeReturns: Fact[]
}

/**
 * From low scores to what the actions returned, read through the semantic layer alone. Holds for any data: without
 * actions, drivers or low stores the lists are empty.
 *
 * @param ask for example `(query) => loadQuery(server, query)`
 */
export async function tellStory(ask: Ask): Promise<Story> {
  const facts = async (query: Query) => (await ask(query)).map(plain)
  const actions = await facts(queries.actions())
  const asOf = await asOfMonth(facts, actions)
  const flagged = asOf ? await facts(queries.lowStores(asOf)) : []
  const metric = mostFlagged(flagged)
  const factors = asOf && metric ? await facts(queries.drivers(asOf, metric)) : []
  const [seen, unusual, gaps, effects, pooled, roi, programmeReturns] = await Promise.all([
    facts(queries.segmentsSeen()),
    facts(queries.unusualSegments()),
    facts(queries.gaps()),
    facts(queries.effects()),
    facts(queries.pooled()),
    facts(queries.roi()),
    facts(queries.programmeReturns()),
  ])

  return {
    asOf,
    metric,
    lowStores: onePerStore(flagged.filter((store) => store.metric === metric)),
    drivers: {
      differ: factors.filter(({ differs }) => differs).sort(byStrength),
      alike: factors.filter(({ differs }) => !differs).sort(byStrength),
    },
    segments: { seen: Number(seen[0]?.segments_seen ?? 0), found: unusual },
    actions,
    gaps: byActionAndMetric(gaps),
    effects,
    pooled,
    roi,
    programmeReturns,
  }
}

/** The latest month with flags before the one in which the first action was planned; without actions, the latest. */
async function asOfMonth(facts: (query: Query) => Promise<Fact[]>, actions: Fact[]): Promise<string | null> {
  const flagged = (await facts(queries.flaggedMonths())).map(({ month }) => String(month))
  const planned = actions[0]?.planned_on
  const before = planned ? monthBefore(String(planned)) : undefined
  return (before && flagged.find((month) => month <= before)) ?? flagged[0] ?? null
}

function monthBefore(day: string) {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, month - 2)).toISOString().slice(0, 7)
}

/** The metric with the most stores to act on; the earlier in the alphabet of two equal ones. */
function mostFlagged(flagged: Fact[]): string | null {
  const stores = new Map<string, Set<Value>>()
  for (const { metric, store_id = null } of flagged)
    stores.set(String(metric), (stores.get(String(metric)) ?? new Set()).add(store_id))
  const ranked = [...stores].sort(([a, x], [b, y]) => y.size - x.size || a.localeCompare(b))
  return ranked[0]?.[0] ?? null
}

/** A store may be flagged in both windows: the longer one, which rests on more answers, speaks for it. */
function onePerStore(flagged: Fact[]): Fact[] {
  const longest = new Map<Value | undefined, Fact>()
  for (const store of flagged) {
    const known = longest.get(store.store_id)
    if (!known || Number(known.window_months) < Number(store.window_months))
      longest.set(store.store_id, store)
  }
  return [...longest.values()].sort((a, b) => Number(a.shrunken_z) - Number(b.shrunken_z))
}

const byStrength = (a: Fact, b: Fact) => Math.abs(Number(b.effect_size)) - Math.abs(Number(a.effect_size))

function byActionAndMetric(rows: Fact[]) {
  const groups = Map.groupBy(rows, ({ action_id, metric }) => JSON.stringify([action_id, metric]))
  return [...groups].map(([key, months]) => {
    const [actionId, metric] = JSON.parse(key) as [string, string]
    return { actionId, metric, months }
  })
}

/** Drops the view's name from members, and from times what a calendar day does not have. */
export function plain(row: Row): Fact {
  return Object.fromEntries(
    Object.entries(row).map(([member, value]) => {
      const name = member.split('.')[1] as string
      const time = typeof value === 'string' && /^\d{4}-\d\d-\d\dT00:00:00\.000$/.test(value)
      return [name, time ? value.slice(0, name.endsWith('month') ? 7 : 10) : value]
    }),
  )
}
