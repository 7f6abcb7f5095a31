import { CfnOutput, Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { tellWhen } from '../alerts/alarm.ts'
import { counted } from '../alerts/counted.ts'
import { SOURCES_FILE, withSources } from '../bundled-sources.ts'
import type { Config } from '../config.ts'
import { grant, grantAlerts } from '../grant.ts'
import type { Lake } from '../lake/lake.ts'
import { WarehouseFunction } from '../warehouse-function.ts'
import { Gathering } from './gathering.ts'
import { WebhookApi } from './webhook-api.ts'

export type ReceivingProps = Config['receiving'] & {
  readonly lake: Lake
  /** Where a source's name is put that says it has something new. */
  readonly pullQueue: IQueue
  readonly alerts: ITopic
  readonly logDays: number
  readonly removalPolicy: RemovalPolicy
}

/** Takes webhooks in: checks who sent them, keeps them, tells of unhappy customers, and drops what they hold to land. */
export class Receiving extends Construct {
  readonly receive: WarehouseFunction
  readonly gathering: Gathering
  readonly webhooks: WebhookApi

  constructor(scope: Construct, id: string, props: ReceivingProps) {
    super(scope, id)
    this.gathering = new Gathering(this, 'Gathering', props)
    const secrets = this.#secrets(props)
    this.receive = new WarehouseFunction(this, 'Receive', {
      ...props,
      name: 'receive',
      description: 'Checks the signatures of webhooks and keeps what they hold.',
      memoryMiB: 512,
      timeout: Duration.seconds(20),
      commandHooks: withSources,
      environment: {
        SOURCES_FILE,
        WEBHOOK_SECRETS: secrets.secretArn,
        MOST_BODY_BYTES: String(props.mostBodyKiB * 1024),
        LOW_SCORES: JSON.stringify(props.lowScores),
        RECEIVED_QUEUE: this.gathering.queue.queue.queueUrl,
        PULL_QUEUE: props.pullQueue.queueUrl,
      },
    })
    secrets.grantRead(this.receive.role)
    grant(
      this.receive.role,
      ['sqs:SendMessage'],
      [this.gathering.queue.queue.queueArn, props.pullQueue.queueArn],
    )
    grantAlerts(this.receive.role)
    this.webhooks = new WebhookApi(this, 'Webhooks', { ...props, receive: this.receive.function })
    new CfnOutput(this, 'WebhookAddress', {
      value: this.webhooks.url,
      description: 'Followed by the name of a source.',
    })
    new CfnOutput(this, 'WebhookSecrets', {
      value: secrets.secretName,
      description: 'Holds what webhooks are signed with.',
    })
    this.#tellOfTrouble(props)
  }

  #secrets({ removalPolicy }: ReceivingProps): Secret {
    const secret = new Secret(this, 'Secrets', {
      description: 'What webhooks are signed with, as JSON: {"typeform": "…", "zendesk": ["new", "old"]}.',
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'generic',
        excludePunctuation: true,
        passwordLength: 48,
      },
      removalPolicy,
    })
    const reason = 'Vendors hand these secrets out; none is known to AWS that could replace them.'
    Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason })
    return secret
  }

  #tellOfTrouble({ alerts, refusedPerHour }: ReceivingProps): void {
    tellWhen(this, 'DeadLetters', alerts, {
      metric: this.gathering.queue.metricDeadLetters(),
      alarmDescription: `Received webhooks could not be gathered after several tries. See the gather function's log for why, mend that, and redrive the dead-letter queue: repeating it is always safe.`,
    })
    tellWhen(this, 'Refused', alerts, {
      metric: counted('receive', 'WebhooksRefused'),
      above: refusedPerHour,
      alarmDescription: `More webhooks than usual were refused. The receive function's log says of which source and why; a secret that was changed on one side only is the usual reason.`,
    })
    tellWhen(this, 'Failed', alerts, {
      metric: this.webhooks.api.metricServerError({ statistic: Stats.SUM, period: Duration.minutes(5) }),
      alarmDescription: `Webhooks were answered with 500; the receive function's log says why. Vendors try again for some hours; what they gave up has to be pulled or sent again.`,
    })
  }
}
