import { CfnBudget } from 'aws-cdk-lib/aws-budgets'
import { Construct } from 'constructs'

export interface MonthlyBudgetProps {
  readonly usd: number
  readonly addresses: readonly string[]
}

/** Tells by e-mail when a month has cost, or is about to cost, more than it should. */
export class MonthlyBudget extends Construct {
  constructor(scope: Construct, id: string, { usd, addresses }: MonthlyBudgetProps) {
    super(scope, id)
    const subscribers = addresses.map((address) => ({ subscriptionType: 'EMAIL', address }))
    const tell = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      subscribers,
      notification: {
        notificationType,
        threshold,
        thresholdType: 'PERCENTAGE',
        comparisonOperator: 'GREATER_THAN',
      },
    })
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: usd, unit: 'USD' },
        // Only what this app has made, once the tag is activated for cost allocation.
        costFilters: { TagKeyValue: ['user:project$cx-warehouse'] },
      },
      notificationsWithSubscribers: [tell('ACTUAL', 80), tell('FORECASTED', 100)],
    })
  }
}
