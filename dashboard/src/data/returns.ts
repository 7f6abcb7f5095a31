import { type Fact, num } from './fact.ts'

/** What somebody may want to see otherwise; what is not given stays as the warehouse has it. */
export type Assumptions = {
  /** Gross margin ÷ sales, 0–1. */
  margin?: number | undefined
  /** In the action's currency. */
  cost?: number | undefined
  /** Yearly discount rate, 0.1 is 10 %. */
  rate?: number | undefined
  /** Months over which the effect is projected. */
  horizon?: number | undefined
}

const ENDS = ['', '_low', '_high'] as const

/** An action's return under other assumptions: the formulas of `roi_actions`, on its measured sales. Nothing is stored. */
export function returnsUnder(fact: Fact, given: Assumptions): Fact {
  const share = given.margin ?? num(fact.gross_margin_rate)
  const cost = given.cost ?? num(fact.cost)
  const months = num(fact.months_after)
  if (share === null || cost === null || !months) return fact
  const changed: Fact = { ...fact, cost, gross_margin_rate: share }
  for (const end of ENDS) {
    const gained = (num(fact[`incremental_sales${end}`]) ?? 0) * share
    changed[`incremental_margin${end}`] = gained
    changed[`net${end}`] = gained - cost
    changed[`roi${end}`] = cost === 0 ? null : (gained - cost) / cost
    changed[`npv${end}`] = present(fact, `npv${end}`, gained / months, cost, months, given.rate)
  }
  const monthly = (num(changed.incremental_margin) ?? 0) / months
  changed.payback_months = cost <= 0 ? 0 : monthly > 0 ? Math.ceil(cost / monthly) : null
  changed.horizon_months = given.horizon ?? num(fact.horizon_months)
  const over = num(changed.horizon_months) ?? months
  // A horizon of one's own needs a rate: no view shows the one that the stored value rests on.
  const unknown = given.rate === undefined && over !== num(fact.horizon_months)
  changed.npv_at_horizon = unknown ? null : present(fact, 'npv_at_horizon', monthly, cost, over, given.rate)
  return changed
}

/** Present value of a steady monthly margin; without a rate by proportion, at the one that the stored value rests on. */
function present(
  fact: Fact,
  name: string,
  monthly: number,
  cost: number,
  months: number,
  rate: number | undefined,
): number | null {
  if (rate !== undefined) return monthly * annuity(months, rate) - cost
  const end = ENDS.find((each) => each && name.endsWith(each)) ?? ''
  const [value, margin, measured] = [name, `incremental_margin${end}`, 'months_after'].map((each) =>
    num(fact[each]),
  )
  if (value == null || !margin || !measured) return null
  return ((value + (num(fact.cost) ?? 0)) / (margin / measured)) * monthly - cost
}

/** Present value of 1 at the end of each month, at a yearly rate compounded monthly. */
export function annuity(months: number, rate: number): number {
  if (rate === 0) return months
  return (1 - (1 + rate) ** (-months / 12)) / ((1 + rate) ** (1 / 12) - 1)
}
