import type { RemovalPolicy } from 'aws-cdk-lib'
import { Database } from 'aws-cdk-lib/aws-glue'
import type { IRole } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { grant, grantObjects } from '../grant.ts'
import { Buckets, type BucketsProps } from './buckets.ts'
import { RawTables } from './raw-tables.ts'
import { Workgroup } from './workgroup.ts'

export interface LakeProps extends BucketsProps {
  readonly since: string
  readonly scanLimitGiB: { readonly transform: number; readonly serving: number }
  readonly removalPolicy: RemovalPolicy
}

/** Where files are dropped, land and become marts, and how Athena sees them. */
export class Lake extends Construct {
  readonly buckets: Buckets
  readonly transform: Workgroup
  readonly serving: Workgroup

  constructor(scope: Construct, id: string, props: LakeProps) {
    super(scope, id)
    this.buckets = new Buckets(this, 'Buckets', props)
    const { lake, results, key } = this.buckets
    new RawTables(this, 'Raw', { lake, since: props.since })
    // dbt owns the tables in it.
    new Database(this, 'Marts', { databaseName: 'marts', description: 'What people read.' })
    const workgroup = (name: 'transform' | 'serving', description: string) =>
      new Workgroup(this, name, {
        name: `cx-${name}`,
        description,
        results,
        key,
        scanLimitGiB: props.scanLimitGiB[name],
      })
    this.transform = workgroup('transform', 'Builds the marts.')
    this.serving = workgroup('serving', 'Reads the marts.')
  }

  /** Lets a function take what was dropped and land it: nothing else, and nothing that it has landed can it take back. */
  grantLand(role: IRole): void {
    const { drops, lake, key } = this.buckets
    grantObjects(role, drops, ['s3:GetObject', 's3:GetObjectVersion'], 'whatever was dropped')
    grantObjects(role, drops, ['s3:PutObjectTagging', 's3:PutObjectVersionTagging'], 'marks what has landed')
    for (const area of ['raw', 'quarantine', 'superseded', 'refused'])
      grantObjects(role, lake, ['s3:PutObject'], 'a name derives from its content', `${area}/`)
    grantObjects(role, lake, ['s3:GetObject', 's3:PutObject'], 'a name derives from its content', 'ledger/')
    grantObjects(
      role,
      lake,
      ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      'an intent goes when its file has landed',
      'intents/',
    )
    // Without the right to list, S3 says of an object that is not there that it may not be seen.
    grant(role, ['s3:ListBucket'], [lake.bucketArn, drops.bucketArn])
    key.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey')
  }

  /** Lets a function remember how far it has pulled. */
  grantPull(role: IRole): void {
    const { lake, key } = this.buckets
    const actions = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']
    grantObjects(role, lake, actions, 'a checkpoint is named by its source and number', 'pulls/')
    grant(role, ['s3:ListBucket'], [lake.bucketArn])
    key.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey')
  }

  /** Lets a function drop files to land below a prefix, and see whether they are there. */
  grantDrop(role: IRole, prefix: string): void {
    const { drops, key } = this.buckets
    grantObjects(role, drops, ['s3:GetObject', 's3:PutObject'], 'a name derives from its content', prefix)
    // Without the right to list, S3 says of an object that is not there that it may not be seen.
    grant(role, ['s3:ListBucket'], [drops.bucketArn])
    key.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey')
  }
}
