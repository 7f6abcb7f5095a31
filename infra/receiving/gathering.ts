import { Duration, type RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { grant } from '../grant.ts'
import type { Lake } from '../lake/lake.ts'
import { WarehouseFunction } from '../warehouse-function.ts'
import { WorkQueue } from '../work-queue.ts'

export interface GatheringProps {
  readonly lake: Lake
  readonly logDays: number
  readonly removalPolicy: RemovalPolicy
  /** How long rows are gathered before they become a file. */
  readonly gatherSeconds: number
}

/** Makes a few files to land of many small messages. */
export class Gathering extends Construct {
  readonly queue: WorkQueue
  readonly gather: WarehouseFunction

  constructor(scope: Construct, id: string, props: GatheringProps) {
    super(scope, id)
    const timeout = Duration.minutes(2)
    this.queue = new WorkQueue(this, 'Received', { timeout })
    const newest = new Table(this, 'NewestRows', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.lake.buckets.key,
      timeToLiveAttribute: 'expires',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: props.removalPolicy,
    })
    this.gather = new WarehouseFunction(this, 'Gather', {
      ...props,
      name: 'gather',
      description: 'Makes files to land of what was received within a minute.',
      memoryMiB: 512,
      timeout,
      environment: { DROP_BUCKET: props.lake.buckets.drops.bucketName, NEWEST_ROWS: newest.tableName },
    })
    props.lake.grantDrop(this.gather.role, 'received/')
    grant(this.gather.role, ['dynamodb:BatchGetItem', 'dynamodb:PutItem'], [newest.tableArn])
    this.queue.feed(this.gather, {
      batchSize: 1000,
      maxBatchingWindow: Duration.seconds(props.gatherSeconds),
      maxConcurrency: 2,
    })
  }
}
