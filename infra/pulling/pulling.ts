import { Duration, type RemovalPolicy, SecretValue, Validations } from 'aws-cdk-lib'
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { tellWhen } from '../alerts/alarm.ts'
import { counted } from '../alerts/counted.ts'
import { SOURCES_FILE, withSources } from '../bundled-sources.ts'
import type { Config } from '../config.ts'
import { grant, grantAlerts } from '../grant.ts'
import type { Lake } from '../lake/lake.ts'
import { WarehouseFunction } from '../warehouse-function.ts'
import { WorkQueue } from '../work-queue.ts'

export type PullingProps = Config['pulling'] & {
  readonly stage: string
  /** The score of each metric at which somebody is told of it, and below. */
  readonly lowScores: Config['receiving']['lowScores']
  readonly lake: Lake
  readonly alerts: ITopic
  readonly logDays: number
  readonly removalPolicy: RemovalPolicy
}

/** Pulls sources by the clock, and whenever one says that it has something new, and drops what has changed to land. */
export class Pulling extends Construct {
  readonly queue: WorkQueue
  readonly pull: WarehouseFunction

  constructor(scope: Construct, id: string, props: PullingProps) {
    super(scope, id)
    const { lake, sources } = props
    const timeout = Duration.minutes(15)
    this.queue = new WorkQueue(this, 'Wanted', { timeout })
    const accounts = Object.keys(sources).map((source) => this.#account(source, props))
    this.pull = new WarehouseFunction(this, 'Pull', {
      ...props,
      name: 'pull',
      description: 'Pulls what has changed in a source and drops it to land.',
      memoryMiB: 512,
      timeout,
      commandHooks: withSources,
      environment: {
        SOURCES_FILE,
        LAKE_BUCKET: lake.buckets.lake.bucketName,
        DROP_BUCKET: lake.buckets.drops.bucketName,
        PULL_QUEUE: this.queue.queue.queueUrl,
        LOW_SCORES: JSON.stringify(props.lowScores),
        ACCOUNTS: JSON.stringify(
          Object.fromEntries(Object.keys(sources).map((source) => [source, nameOf(source, props)])),
        ),
      },
    })
    lake.grantPull(this.pull.role)
    lake.grantDrop(this.pull.role, 'pulled/')
    for (const account of accounts) account.grantRead(this.pull.role)
    grant(this.pull.role, ['sqs:SendMessage'], [this.queue.queue.queueArn])
    grantAlerts(this.pull.role)
    // A source that says often that it has something new is pulled once a minute.
    this.queue.feed(this.pull, { batchSize: 100, maxBatchingWindow: Duration.minutes(1), maxConcurrency: 2 })
    for (const [source, { everyMinutes }] of Object.entries(sources)) this.#schedule(source, everyMinutes)
    this.#tellOfTrouble(props)
  }

  #account(source: string, props: PullingProps): Secret {
    const account = new Secret(this, `Account-${source}`, {
      secretName: nameOf(source, props),
      description: `The account for ${source}, as JSON; docs/sources.md says what belongs in it.`,
      // Nothing yet: who has the account puts it here.
      secretStringValue: SecretValue.unsafePlainText('{}'),
      removalPolicy: props.removalPolicy,
    })
    const reason = 'The source hands these keys out; none is known to AWS that could replace them.'
    Validations.of(account).acknowledge({ id: 'AwsSolutions-SMG4', reason })
    return account
  }

  #schedule(source: string, everyMinutes: number): void {
    new Rule(this, `Schedule-${source}`, {
      description: `Pulls ${source}.`,
      schedule: Schedule.rate(Duration.minutes(everyMinutes)),
      targets: [
        new SqsQueue(this.queue.queue, {
          message: RuleTargetInput.fromObject({ source }),
          deadLetterQueue: this.queue.deadLetters,
        }),
      ],
    })
  }

  #tellOfTrouble({ alerts }: PullingProps): void {
    tellWhen(this, 'DeadLetters', alerts, {
      metric: this.queue.metricDeadLetters(),
      alarmDescription: `A source could not be pulled after several tries. See the pull function's log for why. Nothing is lost: the next pull goes on where the last one ended.`,
    })
    tellWhen(this, 'Failed', alerts, {
      metric: counted('pull', 'PullsFailed'),
      above: 2,
      alarmDescription: `Pulls fail. The pull function's log says which source, why, and what to do; an expired token is the usual reason.`,
    })
    tellWhen(this, 'FieldsMissing', alerts, {
      metric: counted('pull', 'FieldsMissing'),
      alarmDescription: `A source no longer has fields that its file in sources/ reads. The pull function's log names them; their columns stay empty until the file is put right.`,
    })
  }
}

const nameOf = (source: string, { stage }: PullingProps) => `cx-${stage}/sources/${source}`
