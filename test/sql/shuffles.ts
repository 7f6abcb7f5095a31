/** Ways to choose k of n, and what chi-square says of a choice. */

export function subsets(n: number, k: number, from = 0): number[][] {
  if (k === 0) return [[]]
  return Array.from({ length: n - from }, (_, i) => from + i).flatMap((first) =>
    subsets(n, k - 1, first + 1).map((rest) => [first, ...rest]),
  )
}

export function draw(k: number, n: number, uniform: () => number): number[] {
  const drawn = new Set<number>()
  while (drawn.size < k) drawn.add(Math.floor(n * uniform()))
  return [...drawn]
}

/** Pearson's chi-square of flagged or not by category, cell by cell. */
export function chiSquare(categories: readonly (string | number)[], flagged: readonly number[]): number {
  const share = flagged.length / categories.length
  return [...new Set(categories)].reduce<number>((sum, category) => {
    const m = categories.filter((other) => other === category).length
    const a = flagged.filter((i) => categories[i] === category).length
    return sum + (a - m * share) ** 2 / (m * share) + (a - m * share) ** 2 / (m * (1 - share))
  }, 0)
}
