import { type Maximum, maximise, NoMaximum } from './maximise.ts'
import { PURCHASE_PARAMETERS, type PurchaseCell, purchaseLikelihood } from './purchases.ts'
import { SPEND_PARAMETERS, type SpendCell, spendLikelihood } from './spend.ts'
import { type FitWarehouse, type Row, replaceEstimates } from './warehouse.ts'

/** Where the models of sql/ read what has been fitted. */
export const CUSTOMER_MODELS = {
  name: 'fitted_customer_models',
  columns: {
    model: 'varchar',
    period: 'varchar',
    segment: 'varchar',
    parameter: 'varchar',
    estimate: 'double',
    low: 'double',
    high: 'double',
    log_likelihood: 'double',
    customers: 'bigint',
    is_converged: 'boolean',
    reason: 'varchar',
  },
} as const

export type FittedParameter = {
  readonly [column in keyof typeof CUSTOMER_MODELS.columns]: string | number | boolean | null
}

const DAYS_A_WEEK = 7

/** One model of one group of customers. */
interface Fit {
  readonly model: string
  readonly period: string
  readonly segment: string
  readonly customers: number
  readonly names: readonly string[]
  run(): Promise<Maximum>
}

/**
 * Fits BG/NBD to purchases and Gamma–Gamma to what they are worth, for every period and segment of the aggregates. A
 * model that cannot be fitted has a row for each parameter all the same, without a value and with the reason.
 */
export async function fitCustomers(warehouse: FitWarehouse): Promise<FittedParameter[]> {
  const purchases = await warehouse.run(
    `select period, segment, frequency, customers, recency_days, age_days from ${warehouse.schema}.int_purchase_cells
     order by period, segment, frequency, recency_days, age_days, customers`,
  )
  const spend = await warehouse.run(
    `select period, segment, frequency, customers, sales from ${warehouse.schema}.int_spend_cells
     order by period, segment, frequency, sales, customers`,
  )
  const fits = [...groups(purchases).map(purchaseFit), ...groups(spend).map(spendFit)]
  const fitted: FittedParameter[] = []
  for (const fit of fits) fitted.push(...(await parametersOf(fit)))
  await replaceEstimates(warehouse, CUSTOMER_MODELS, fitted)
  return fitted
}

const groups = (rows: readonly Row[]) => [
  ...Map.groupBy(rows, ({ period, segment }) => JSON.stringify([period, segment])).values(),
]

const about = (model: string, rows: readonly Row[]) => ({
  model,
  period: String(rows[0]?.period),
  segment: String(rows[0]?.segment),
  customers: rows.reduce((sum, { customers }) => sum + Number(customers), 0),
})

function purchaseFit(rows: Row[]): Fit {
  const cells: PurchaseCell[] = rows.map(({ customers, frequency, recency_days, age_days }) => ({
    customers: Number(customers),
    frequency: Number(frequency),
    recency: Number(recency_days) / DAYS_A_WEEK,
    age: Number(age_days) / DAYS_A_WEEK,
  }))
  return {
    ...about('bg_nbd', rows),
    names: PURCHASE_PARAMETERS.map(({ name }) => name),
    run: () => maximise(purchaseLikelihood(cells), PURCHASE_PARAMETERS),
  }
}

/** Values are fitted as multiples of their mean, so that a currency of large numbers is like any other. */
function spendFit(rows: Row[]): Fit {
  const group = about('gamma_gamma', rows)
  const cells: SpendCell[] = rows.map((row) => ({
    customers: Number(row.customers),
    frequency: Number(row.frequency),
    value: Number(row.sales) / Number(row.customers) / Number(row.frequency),
  }))
  const mean = cells.reduce((sum, cell) => sum + cell.customers * cell.value, 0) / group.customers
  const scaled = cells.map((cell) => ({ ...cell, value: cell.value / mean }))
  return {
    ...group,
    names: SPEND_PARAMETERS.map(({ name }) => name),
    run: async () => {
      const maximum = await maximise(spendLikelihood(scaled), SPEND_PARAMETERS)
      const at = maximum.at.map((value, i) => (SPEND_PARAMETERS[i]?.name === 'gamma' ? value * mean : value))
      return { ...maximum, at, logLikelihood: maximum.logLikelihood - group.customers * Math.log(mean) }
    },
  }
}

async function parametersOf({ names, run, ...fit }: Fit): Promise<FittedParameter[]> {
  try {
    const { at, logErrors, logLikelihood: log_likelihood, limits: reason } = await run()
    return names.map((parameter, i) => ({
      ...{ ...fit, parameter, log_likelihood, is_converged: true, reason },
      ...interval(at[i] ?? Number.NaN, logErrors[i] ?? null),
    }))
  } catch (error) {
    if (!(error instanceof NoMaximum)) throw error
    const none = { estimate: null, low: null, high: null, log_likelihood: null, is_converged: false }
    return names.map((parameter) => ({ ...fit, parameter, ...none, reason: error.message }))
  }
}

const Z_975 = 1.959963984540054

/** 95 %, on the scale of the logarithm, so that it stays positive; none at an end of the range. */
function interval(estimate: number, logError: number | null) {
  if (logError === null) return { estimate, low: null, high: null }
  const factor = Math.exp(Z_975 * logError)
  return { estimate, low: estimate / factor, high: estimate * factor }
}
