import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib'
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { tellWhen } from '../alerts/alarm.ts'
import { counted } from '../alerts/counted.ts'
import type { Config } from '../config.ts'
import type { Lake } from '../lake/lake.ts'
import { WarehouseFunction } from '../warehouse-function.ts'
import { withDuckDb } from './bundle.ts'
import { DropQueue } from './drop-queue.ts'

export type LandingProps = Config['landing'] & {
  readonly lake: Lake
  readonly alerts: ITopic
  readonly logDays: number
  readonly removalPolicy: RemovalPolicy
}

const GIB = 1024 ** 3
// Beside a file lie at most a copy in UTF-8 and the three Parquet files that are made of it.
const SHARE_OF_DISK = 0.4
const SHARE_OF_MEMORY = 0.7

/** Takes in what is dropped: checks it against its contract and lands it in the lake. */
export class Landing extends Construct {
  readonly queue: DropQueue
  readonly land: WarehouseFunction

  constructor(scope: Construct, id: string, props: LandingProps) {
    super(scope, id)
    const { lake } = props
    const timeout = Duration.minutes(props.timeoutMinutes)
    this.queue = new DropQueue(this, 'Drops', { drops: lake.buckets.drops, timeout })
    const pseudonymKey = this.#pseudonymKey(props)
    this.land = new WarehouseFunction(this, 'Land', {
      ...props,
      name: 'land',
      description: 'Checks what was dropped against its contract and lands it.',
      timeout,
      commandHooks: withDuckDb,
      environment: {
        LAKE_BUCKET: lake.buckets.lake.bucketName,
        PSEUDONYM_SECRET: pseudonymKey.secretArn,
        MOST_FILE_BYTES: String(Math.floor(props.diskGiB * GIB * SHARE_OF_DISK)),
        DUCKDB_MEMORY: `${Math.floor(props.memoryMiB * SHARE_OF_MEMORY)}MiB`,
      },
    })
    lake.grantLand(this.land.role)
    pseudonymKey.grantRead(this.land.role)
    this.queue.feed(this.land, { batchSize: 5, maxConcurrency: props.concurrency })
    this.#tellOfTrouble(props)
  }

  #pseudonymKey({ removalPolicy }: LandingProps): Secret {
    const secret = new Secret(this, 'PseudonymKey', {
      description: 'What pseudonyms of email addresses and phone numbers are made with.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy,
    })
    const reason = 'Another key gives other pseudonyms, so that a customer would no longer be recognised.'
    Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason })
    return secret
  }

  #tellOfTrouble({ alerts, quarantineShare }: LandingProps): void {
    tellWhen(this, 'DeadLetters', alerts, {
      metric: this.queue.metricDeadLetters(),
      alarmDescription: `Dropped files could not be landed after several tries. See the function's log for why, mend that, and redrive the dead-letter queue: repeating a landing is always safe.`,
    })
    tellWhen(this, 'Refused', alerts, {
      metric: counted('land', 'FilesRefused'),
      alarmDescription:
        'A dropped file was refused. The reason stands below refused/ in the lake; the file is still where it was dropped.',
    })
    tellWhen(this, 'Quarantine', alerts, {
      metric: new MathExpression({
        expression: 'IF(received > 0, quarantined / received, 0)',
        usingMetrics: {
          quarantined: counted('land', 'RowsQuarantined'),
          received: counted('land', 'RowsReceived'),
        },
        period: Duration.hours(1),
      }),
      above: quarantineShare,
      alarmDescription:
        'More rows than usual break their contract. They stand in quarantine/ in the lake, each with column, value and reason.',
    })
  }
}
