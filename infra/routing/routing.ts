import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { ALERT_EVENT } from '../../lambdas/alert.ts'
import { tellWhen } from '../alerts/alarm.ts'
import { counted } from '../alerts/counted.ts'
import { fileBeside } from '../beside-bundle.ts'
import type { Lake } from '../lake/lake.ts'
import { WarehouseFunction } from '../warehouse-function.ts'
import { WorkQueue } from '../work-queue.ts'
import type { RoleTopic } from './role-topic.ts'

export interface RoutingProps {
  readonly lake: Lake
  /** Where those who run the warehouse are told. */
  readonly alerts: ITopic
  /** Where roles are told what their customers say. */
  readonly roles: RoleTopic
  readonly logDays: number
  readonly removalPolicy: RemovalPolicy
}

const ROUTES_FILE = 'routes.json'

/** Sends each alert once to the role that the rules name: those of single customers at once, the marts' after each build. */
export class Routing extends Construct {
  readonly route: WarehouseFunction
  readonly queue: WorkQueue

  constructor(scope: Construct, id: string, props: RoutingProps) {
    super(scope, id)
    const { lake, roles } = props
    const timeout = Duration.minutes(5)
    this.queue = new WorkQueue(this, 'Unhappy', { timeout })
    const addresses = this.#addresses(props)
    this.route = new WarehouseFunction(this, 'Route', {
      ...props,
      name: 'route',
      description: 'Sends each alert once to the role that the rules name.',
      memoryMiB: 512,
      timeout,
      commandHooks: fileBeside(ROUTES_FILE, 'route/bundle.ts'),
      environment: {
        LAKE_BUCKET: lake.buckets.lake.bucketName,
        ALERTS_TOPIC: roles.topic.topicArn,
        ADDRESSES_SECRET: addresses.secretArn,
        WORKGROUP: lake.serving.name,
        ROUTES_FILE,
      },
    })
    lake.grantServe(this.route.role)
    lake.grantNotes(this.route.role)
    roles.grantTell(this.route.role)
    addresses.grantRead(this.route.role)
    this.#listen()
    this.#tellOfTrouble(props.alerts)
  }

  #listen(): void {
    new Rule(this, 'Told', {
      description: 'One customer is unhappy right now.',
      eventPattern: { source: [ALERT_EVENT.source], detailType: [ALERT_EVENT.detailType] },
      targets: [new SqsQueue(this.queue.queue, { deadLetterQueue: this.queue.deadLetters })],
    })
    this.queue.feed(this.route, { batchSize: 10, maxConcurrency: 2 })
  }

  #addresses({ removalPolicy }: RoutingProps): Secret {
    const secret = new Secret(this, 'Addresses', {
      description:
        'Webhooks and CRMs by the names that the rules use: {"name": {"url": …, "authorization": …}}.',
      // Nothing to begin with; docs/deploy.md says how to fill it.
      generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'unused' },
      removalPolicy,
    })
    const reason = 'Its values belong to other systems, which give them out.'
    Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason })
    return secret
  }

  #tellOfTrouble(alerts: ITopic): void {
    tellWhen(this, 'DeadLetters', alerts, {
      metric: this.queue.metricDeadLetters(),
      alarmDescription:
        "Alerts of customers could not be sent after several tries. See the route function's log for why, mend that, and redrive the dead-letter queue: what went out is not sent again.",
    })
    tellWhen(this, 'Failed', alerts, {
      metric: counted('route', 'AlertsFailed'),
      alarmDescription:
        "Alerts could not be handed to a webhook or CRM. See the route function's log and the secret of addresses; each is tried again.",
    })
  }
}
