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
export function returnsUnder(fact: Fact, { margin, cost, rate, horizon }: Assumptions): Fact {
  const share = margin ?? num(fact.gross_margin_rate)
  const spent = cost ?? num(fact.cost)
  const months = num(fact.months_after)
  if (share === null || spent === null || !months) return cost === undefined ? fact : { ...fact, cost }
  const changed: Fact = { ...fact, cost: spent, gross_margin_rate: share }
  for (const end of ENDS) {
    const gained = (num(fact[`incremental_sales${end}`]) ?? 0) * share
    changed[`incremental_margin${end}`] = gained
    changed[`net${end}`] = gained - spent
    changed[`roi${end}`] = spent === 0 ? null : (gained - spent) / spent
    if (rate !== undefined) changed[`npv${end}`] = (gained / months) * annuity(months, rate) - spent
    else if (num(fact[`npv${end}`]) !== null) changed[`npv${end}`] = scaled(fact, end, gained) - spent
  }
  const monthly = (num(changed.incremental_margin) ?? 0) / months
  changed.payback_months = spent <= 0 ? 0 : monthly > 0 ? Math.ceil(spent / monthly) : null
  if (rate !== undefined) {
    const over = horizon ?? num(fact.horizon_months) ?? months
    changed.horizon_months = over
    changed.npv_at_horizon = monthly * annuity(over, rate) - spent
  }
  return changed
}

/** Present value at the warehouse's own rate, which no view shows: it is in proportion to the margin. */
function scaled(fact: Fact, end: string, gained: number): number {
  const before = num(fact[`incremental_margin${end}`]) ?? 0
  const value = (num(fact[`npv${end}`]) ?? 0) + (num(fact.cost) ?? 0)
  return before === 0 ? 0 : (value / before) * gained
}

/** Present value of 1 at the end of each month, at a yearly rate compounded monthly. */
export function annuity(months: number, rate: number): number {
  if (rate === 0) return months
  return (1 - (1 + rate) ** (-months / 12)) / ((1 + rate) ** (1 / 12) - 1)
}
