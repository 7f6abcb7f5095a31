/**
 * Every number of the sample's world, and why it is what it is. Keys are the names of the DuckDB variables that
 * the SQL reads with `getvariable`. Months count from 0, the first month of the sample.
 *
 * The world is that of the simulations behind the before-and-after method: lasting differences between stores,
 * autocorrelated shocks, seasons, dips that pass by themselves, and a few stores that go low and stay low.
 */

/**
 * Shares of CSAT scores 1 … 5 where the cause of a low store is felt. Mean 2.02, 91 % are 3 or less. All other
 * answers are 1 + Binomial(4, p), whose mean is exactly what the store's month makes of it.
 */
const causeCsat = [0.38, 0.33, 0.2, 0.07, 0.02]

/** Shares of stars 1 … 5 that people give in public after a good and after a bad experience: the extremes. */
const goodRating = [0.004, 0.01, 0.036, 0.18, 0.77]
const badRating = [0.3, 0.29, 0.23, 0.12, 0.06]

/** Shares of NPS scores 0 … 10 after a good (CSAT 4 or 5) and a bad experience. */
const goodNps = [0.002, 0.002, 0.004, 0.006, 0.01, 0.026, 0.05, 0.12, 0.24, 0.26, 0.28]
const badNps = [0.1, 0.06, 0.08, 0.1, 0.11, 0.15, 0.12, 0.1, 0.09, 0.05, 0.04]

/** Shares of CES scores 1 … 7 ("the retailer made it easy"). */
const goodCes = [0.004, 0.008, 0.018, 0.06, 0.17, 0.36, 0.38]
const badCes = [0.19, 0.2, 0.2, 0.17, 0.12, 0.08, 0.04]

/** A list of 1,000 scores in these shares, so that SQL draws a score by picking an element. */
const lottery = (shares: number[], lowest: number) =>
  shares.flatMap((share, index) => Array<number>(Math.round(share * 1000)).fill(lowest + index))

const mean = (scores: number[]) => scores.reduce((sum, score) => sum + score, 0) / scores.length

const scores = {
  cause_csat: lottery(causeCsat, 1),
  good_rating: lottery(goodRating, 1),
  bad_rating: lottery(badRating, 1),
  good_nps: lottery(goodNps, 0),
  bad_nps: lottery(badNps, 0),
  good_ces: lottery(goodCes, 1),
  bad_ces: lottery(badCes, 1),
}

/** Constants that do not depend on the options. */
export const world = {
  ...scores,
  cause_csat_mean: mean(scores.cause_csat),
  cause_bad_share: mean(scores.cause_csat.map((score) => (score <= 3 ? 1 : 0))),

  // Feedback. 3.95 leaves room above for good stores in good months: the scale ends at 5.
  csat_mean: 3.95,
  /** Normal, cut at 1.2 SD: an SD of 0.2 and no store that was always as bad as a low one. */
  store_csat_sd: 0.3,
  store_csat_bound: 1.2,
  /** Stationary SD of a store's month, AR(1) with coefficient 0.5. */
  csat_shock_sd: 0.08,
  /** January … December, in points: crowded before Christmas, relaxed in spring. */
  csat_season: [0.02, 0.03, 0.04, 0.04, 0.03, 0.01, 0.0, 0.0, 0.01, 0.0, -0.07, -0.11],
  /** Chance that a dip starts in a store's month: 7 % of the stores dip in a year, for three months on average. */
  dip_rate: 0.006,
  dip_min: 0.2,
  dip_max: 0.28,
  /** Answers a store and month, log-normal, cut at 3 and 300: tiny stores' means are mostly chance, so they are rare. */
  answers_median: 28,
  answers_spread: 0.78,
  answers_min: 3,
  answers_max: 300,
  nps_share: 0.25,
  ces_share: 0.12,
  comment_share: 0.1,

  // Low stores: 0.9 points below their own past, on at least 90 answers a month, shows within three months.
  low_drop_min: 0.88,
  low_drop_max: 1.0,
  low_answers_min: 90,
  low_sales_min: 0.11,
  low_sales_max: 0.14,
  /** Waiting time of a queue store, as a multiple of its own normal. */
  low_queue_min: 2.1,
  low_queue_max: 2.6,
  /** How much the low stores may differ from the rest in what is not the cause: |t| and chi2/df. */
  balance_limit: 0.9,

  // Sales. Furniture, kitchens, appliances: few, large orders, so that 27 a month are 3 dollars a square foot.
  orders_a_sqft: 0.0035,
  store_sales_sd: 0.12,
  sales_shock_sd: 0.03,
  /** Logarithm of the month's factor, January … December. */
  sales_season: [-0.12, -0.1, 0.0, 0.03, 0.06, 0.02, -0.02, -0.02, 0.0, 0.02, 0.12, 0.18],
  sales_trend: 0.002,
  online_share: 0.04,
  /** Visitors a square foot and day: with the orders, one visitor in about 35 buys. */
  visitors_a_sqft_day: 0.004,
  store_visitors_sd: 0.15,
  queue_seconds: 150,
  store_queue_sd: 0.18,
  stockout_rate: 0.04,

  // Customers. 80 a store of mean size; a hundredth leaves a month, three times as many where things go wrong.
  customers_a_sqft: 0.0107,
  leave_hazard: 0.011,
  /** Log hazard a share of bad experiences: exp(2.7 x 0.4) is about 3. */
  leave_response: 2.7,
  leave_bad_share: 0.32,
  /** Of those who stop coming, this share says so (`left_at`); the others just stay away. */
  leave_told: 0.7,
}

export type World = typeof world
