import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Key } from 'aws-cdk-lib/aws-kms'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'

export interface BucketsProps {
  readonly dropDays: number
  readonly undoDays: number
  readonly resultDays: number
  readonly removalPolicy: RemovalPolicy
}

/** The warehouse's buckets: closed to the public, reached by TLS only, encrypted with a key of their own, versioned. */
export class Buckets extends Construct {
  readonly key: Key
  /** Where files are dropped. */
  readonly drops: Bucket
  /** Raw rows, quarantine and ledger. */
  readonly lake: Bucket
  /** What dbt makes of them. */
  readonly marts: Bucket
  /** The results of Athena's queries. */
  readonly results: Bucket
  readonly #logs: Bucket
  readonly #props: BucketsProps

  constructor(scope: Construct, id: string, props: BucketsProps) {
    super(scope, id)
    const { removalPolicy, dropDays, resultDays } = props
    this.#props = props
    this.key = new Key(this, 'Key', { enableKeyRotation: true, removalPolicy })
    this.#logs = this.#accessLogs()
    this.drops = this.#bucket('Drops', [{ id: 'landed', tagFilters: { landed: 'true' }, ...after(dropDays) }])
    this.lake = this.#bucket('Lake')
    this.marts = this.#bucket('Marts')
    this.results = this.#bucket('Results', [{ id: 'results', ...after(resultDays) }])
    tellOfNewObjects(this.drops)
  }

  #bucket(name: string, rules: LifecycleRule[] = []): Bucket {
    const tidy: LifecycleRule = {
      id: 'tidy',
      abortIncompleteMultipartUploadAfter: Duration.days(2),
      noncurrentVersionExpiration: Duration.days(this.#props.undoDays),
    }
    return new Bucket(this, name, {
      ...this.#closed(),
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      versioned: true,
      lifecycleRules: [tidy, ...rules],
      // The library's own types differ in what may be undefined.
      serverAccessLogsBucket: this.#logs as IBucket,
      serverAccessLogsPrefix: `${name.toLowerCase()}/`,
    })
  }

  /** S3 writes access logs only where it holds the key itself. */
  #accessLogs(): Bucket {
    const logs = new Bucket(this, 'AccessLogs', {
      ...this.#closed(),
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ id: 'old', ...after(90) }],
    })
    const reason = 'It is where access logs go; its own would go round in circles.'
    Validations.of(logs).acknowledge({ id: 'AwsSolutions-S1', reason })
    return logs
  }

  #closed = (): BucketProps => ({
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: this.#props.removalPolicy,
  })
}

const after = (days: number) => ({ expiration: Duration.days(days) })

/** By EventBridge. On the resource itself: the construct's own way is a function that runs while it deploys. */
function tellOfNewObjects(bucket: Bucket): void {
  const resource = bucket.node.defaultChild as CfnBucket
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } }
}
