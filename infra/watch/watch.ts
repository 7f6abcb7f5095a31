import { Duration } from 'aws-cdk-lib'
import {
  type Alarm,
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { tellWhen } from '../alerts/alarm.ts'
import { counted } from '../alerts/counted.ts'
import type { Config } from '../config.ts'
import type { Lake } from '../lake/lake.ts'
import type { SemanticLayer } from '../semantic-layer/semantic-layer.ts'
import type { Transform } from '../transform/transform.ts'
import { MonthlyBudget } from './monthly-budget.ts'

export type WatchProps = Config['watch'] & {
  readonly lake: Lake
  readonly transform: Transform
  readonly semanticLayer: SemanticLayer
  readonly alerts: ITopic
  readonly addresses: readonly string[]
  /** Somebody is told when no build has ended well for so long. */
  readonly freshHours: number
}

const HOUR = Duration.hours(1)
const GIB = 1024 ** 3

/** What somebody looks at, and is told of: whether marts are fresh, builds end well, queries stay small and people get answers. */
export class Watch extends Construct {
  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id)
    const alarms = [
      this.#fresh(props),
      ...this.#builds(props),
      ...this.#queries(props),
      ...this.#answers(props),
    ]
    new MonthlyBudget(this, 'Budget', { usd: props.budgetUsd, addresses: props.addresses })
    this.#draw(props, alarms)
  }

  #fresh({ transform, alerts, freshHours }: WatchProps): Alarm {
    const alarm = transform.machine
      .metricSucceeded({ statistic: Stats.SUM, period: HOUR })
      .createAlarm(this, 'Stale', {
        alarmDescription: `No build of the marts has ended well for ${freshHours} hours. See the state machine's executions: what is published is the last good build.`,
        threshold: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: freshHours,
        datapointsToAlarm: freshHours,
        // No execution, no figure: that is what it is there to tell.
        treatMissingData: TreatMissingData.BREACHING,
      })
    alarm.addAlarmAction(new SnsAction(alerts))
    return alarm
  }

  #builds({ transform: { machine }, alerts }: WatchProps): Alarm[] {
    const ends: [string, IMetric][] = [
      ['Failed', machine.metricFailed({ statistic: Stats.SUM, period: HOUR })],
      ['TimedOut', machine.metricTimedOut({ statistic: Stats.SUM, period: HOUR })],
      ['Aborted', machine.metricAborted({ statistic: Stats.SUM, period: HOUR })],
    ]
    return ends.map(([end, metric]) =>
      tellWhen(this, `Build${end}`, alerts, {
        metric,
        alarmDescription: `A build of the marts has not ended well (${end}). The last good marts are still published. See the execution and CodeBuild's log, mend what it says, and start it again: aws stepfunctions start-execution.`,
      }),
    )
  }

  #queries({ lake, alerts, scannedGiBPerDay }: WatchProps): Alarm[] {
    return [lake.transform, lake.serving].map(({ name }) =>
      tellWhen(this, `Scanned-${name}`, alerts, {
        metric: scanned(name),
        above: scannedGiBPerDay * GIB,
        alarmDescription: `Queries of the workgroup ${name} read more than ${scannedGiBPerDay} GiB within a day, and each is paid for. Its history in Athena shows which.`,
      }),
    )
  }

  #answers({ semanticLayer: { doors }, alerts, errorsPerHour }: WatchProps): Alarm[] {
    const { web, webTargets, sqlTargets } = doors
    const failing: [string, IMetric, string][] = [
      [
        'ServerErrors',
        web.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, sum),
        'answered with 5xx by Cube',
      ],
      [
        'NoServer',
        web.metrics.custom('HTTPCode_ELB_5XX_Count', sum),
        'answered with 5xx by the load balancer',
      ],
    ]
    const sick: [string, IMetric][] = [
      ['Web', webTargets.metrics.unhealthyHostCount({ period: Duration.minutes(5) })],
      ['Sql', sqlTargets.metrics.unHealthyHostCount({ period: Duration.minutes(5) })],
    ]
    return [
      ...failing.map(([name, metric, what]) =>
        tellWhen(this, name, alerts, {
          metric,
          above: errorsPerHour,
          alarmDescription: `More than ${errorsPerHour} requests within an hour were ${what}. See the log of the service Api.`,
        }),
      ),
      ...sick.map(([name, metric]) =>
        tellWhen(this, `${name}Unhealthy`, alerts, {
          metric,
          alarmDescription:
            'A server of the semantic layer does not answer. ECS replaces it; if this stays, see its log.',
        }),
      ),
    ]
  }

  #draw({ lake, transform: { machine }, semanticLayer: { doors, api } }: WatchProps, alarms: Alarm[]): void {
    const graph = (title: string, ...left: IMetric[]) => new GraphWidget({ title, left, width: 12 })
    const dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.days(7) })
    dashboard.addWidgets(new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24 }))
    dashboard.addWidgets(
      graph(
        'Rows by hour',
        ...['Landed', 'Quarantined', 'Duplicate'].map((name) => counted('land', `Rows${name}`)),
      ),
      graph('Files by hour', ...['FilesLanded', 'FilesRefused'].map((name) => counted('land', name))),
    )
    dashboard.addWidgets(
      graph('Builds', machine.metricSucceeded(), machine.metricFailed()),
      graph('Bytes that queries read', scanned(lake.transform.name), scanned(lake.serving.name)),
    )
    dashboard.addWidgets(
      graph(
        'Requests',
        doors.web.metrics.requestCount(sum),
        doors.web.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, sum),
      ),
      graph('Servers, in per cent', api.metricCpuUtilization(), api.metricMemoryUtilization()),
    )
  }
}

const sum = { statistic: Stats.SUM, period: HOUR }

const scanned = (WorkGroup: string) =>
  new Metric({
    namespace: 'AWS/Athena',
    metricName: 'ProcessedBytes',
    // Athena has no figure for all of them together.
    dimensionsMap: { WorkGroup, QueryState: 'SUCCEEDED', QueryType: 'DML' },
    statistic: Stats.SUM,
    period: Duration.days(1),
  })
