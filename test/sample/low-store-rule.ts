/** The rule for low stores, written a second time and from its definition, so that the sample does not judge itself. */

export type Answer = { store: string; month: string; score: number }

type Mean = { store: string; mean: number; noise: number }

const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

const variance = (values: number[]) => {
  const mean = average(values)
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
}

const meansOf = (answers: Answer[]): Mean[] => {
  const stores = Map.groupBy(answers, ({ store }) => store)
  const groups = [...stores].map(([store, own]) => ({ store, scores: own.map(({ score }) => score) }))
  const squares = groups.reduce((sum, { scores }) => {
    const mean = average(scores)
    return sum + scores.reduce((total, score) => total + (score - mean) ** 2, 0)
  }, 0)
  const within = squares / (answers.length - groups.length)
  return groups.map(({ store, scores }) => ({ store, mean: average(scores), noise: within / scores.length }))
}

/** z = (mean - m) / sqrt(tau² + s²/n), m and tau² from values within three SD of their mean. */
const scoresOf = (answers: Answer[]) => {
  const means = meansOf(answers)
  const middle = average(means.map(({ mean }) => mean))
  const sd = Math.sqrt(variance(means.map(({ mean }) => mean)))
  const kept = means.filter(({ mean }) => Math.abs(mean - middle) < 3 * sd)
  const m = average(kept.map(({ mean }) => mean))
  const spread = variance(kept.map(({ mean }) => mean)) - average(kept.map(({ noise }) => noise))
  const tau2 = Math.max(spread, 0.001)
  return new Map(means.map(({ store, mean, noise }) => [store, (mean - m) / Math.sqrt(tau2 + noise)]))
}

/** Normal distribution function: Zelen & Severo 1964, 26.2.17, error below 1e-7. */
const below = (z: number): number => {
  if (z > 0) return 1 - below(-z)
  const t = 1 / (1 - 0.2316419 * z)
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial
}

/** Benjamini & Hochberg 1995. */
const discoveries = (scores: Map<string, number>, rate: number) => {
  const ranked = [...scores].map(([store, z]) => ({ store, p: below(z) })).sort((a, b) => a.p - b.p)
  const last = ranked.findLastIndex(({ p }, index) => p <= (rate * (index + 1)) / ranked.length)
  return ranked.slice(0, last + 1).map(({ store }) => store)
}

const monthsBack = (month: string, count: number) =>
  Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 - back))
      .toISOString()
      .slice(0, 10),
  )

/** Stores to act on in a month: three or six months pooled at 10 %, and z < -1 in two of the last three months. */
export const lowStoresFound = (answers: Answer[], month: string) => {
  const within = (count: number) => {
    const months = monthsBack(month, count)
    return answers.filter((answer) => months.includes(answer.month))
  }
  const single = monthsBack(month, 3).map((one) => scoresOf(answers.filter((answer) => answer.month === one)))
  const isPersistent = (store: string) => single.filter((scores) => (scores.get(store) ?? 0) < -1).length >= 2
  const found = [3, 6].flatMap((count) => discoveries(scoresOf(within(count)), 0.1))
  return [...new Set(found)].filter(isPersistent)
}
