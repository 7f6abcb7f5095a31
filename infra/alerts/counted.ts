import { Duration } from 'aws-cdk-lib'
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'

/** What a function has counted within an hour. */
export const counted = (service: string, metricName: string) =>
  new Metric({
    namespace: 'CxWarehouse',
    metricName,
    dimensionsMap: { service },
    statistic: Stats.SUM,
    period: Duration.hours(1),
  })
