import { Alarm, type AlarmProps, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'

type AlarmOptions = Pick<AlarmProps, 'metric' | 'alarmDescription'> & {
  /** @default 0: it must not happen at all */
  readonly above?: number
}

/** Tells people when a metric lies above what is usual. Its description says what to do. */
export function tellWhen(
  scope: Construct,
  id: string,
  topic: ITopic,
  { above = 0, ...options }: AlarmOptions,
) {
  const alarm = new Alarm(scope, id, {
    ...options,
    threshold: above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    // Nothing came in, or nothing went wrong.
    treatMissingData: TreatMissingData.NOT_BREACHING,
  })
  alarm.addAlarmAction(new SnsAction(topic))
  return alarm
}
