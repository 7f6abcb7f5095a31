import { type RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { IRole } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { grant, grantMany, grantObjects } from '../grant.ts'
import { Buckets, type BucketsProps } from './buckets.ts'
import { Databases, MARTS, SETS } from './databases.ts'
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
  readonly databases: Databases
  readonly transform: Workgroup
  readonly serving: Workgroup

  constructor(scope: Construct, id: string, props: LakeProps) {
    super(scope, id)
    this.buckets = new Buckets(this, 'Buckets', props)
    const { lake, results, key } = this.buckets
    new RawTables(this, 'Raw', { ...props, lake })
    this.databases = new Databases(this, 'Databases', props)
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

  /** Lets a build read what has landed and write tables, in whichever set. */
  grantTransform(role: IRole): void {
    const { lake, marts, key } = this.buckets
    grantObjects(role, lake, ['s3:GetObject'], 'whatever has landed')
    grantObjects(role, lake, ['s3:PutObject', 's3:DeleteObject'], 'notes what a build was made of', 'builds/')
    const write = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', ...PARTS]
    grantObjects(role, marts, write, 'dbt names the files of its tables')
    grant(role, ['s3:ListBucket', 's3:GetBucketLocation'], [lake.bucketArn, marts.bucketArn])
    this.#grantQueries(role, 'transform')
    // The raw tables are made by the deployment; a build mends them where a contract has changed since.
    const tables = this.databases.arnsOf(['raw', ...this.databases.built])
    grantMany(role, [...READ_TABLES, ...WRITE_TABLES, 'glue:CreateDatabase'], tables, 'dbt names its tables')
    key.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey')
  }

  /** Lets the views that people read show another set of tables: it can change no table. */
  grantPublish(role: IRole): void {
    this.#grantQueries(role, 'transform')
    const { arnsOf, built } = this.databases
    grantMany(role, READ_TABLES, arnsOf([...built]), 'dbt names its tables')
    const change = ['glue:CreateTable', 'glue:UpdateTable']
    grantMany(role, [...READ_TABLES, ...change], arnsOf([MARTS]), 'a view for each mart')
    this.buckets.key.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey')
  }

  /** Lets somebody read the marts, and nothing else of the lake. */
  grantServe(role: IRole): void {
    const { marts, key } = this.buckets
    const sets = SETS.map((set) => `${MARTS}_${set}`)
    for (const set of sets) grantObjects(role, marts, ['s3:GetObject'], 'dbt names the files', `${set}/`)
    grant(role, ['s3:ListBucket', 's3:GetBucketLocation'], [marts.bucketArn])
    this.#grantQueries(role, 'serving')
    grantMany(role, READ_TABLES, this.databases.arnsOf([MARTS, ...sets]), 'dbt names its tables')
    key.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey')
  }

  /** Lets a function note which alerts it has sent. */
  grantNotes(role: IRole): void {
    const { lake, key } = this.buckets
    grantObjects(role, lake, ['s3:GetObject', 's3:PutObject'], 'a folder for each alert', 'alerts/')
    grant(role, ['s3:ListBucket'], [lake.bucketArn])
    key.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey')
  }

  #grantQueries(role: IRole, workgroup: 'transform' | 'serving'): void {
    const { results } = this.buckets
    const arn = (resource: string) => Stack.of(this).formatArn({ service: 'athena', resource })
    grant(role, QUERIES, [arn(`workgroup/${this[workgroup].name}`)])
    grant(role, ['athena:GetDataCatalog'], [arn('datacatalog/AwsDataCatalog')])
    const objects = ['s3:GetObject', 's3:PutObject', ...PARTS]
    grantObjects(role, results, objects, 'Athena names its results', `${workgroup}/`)
    grant(role, ['s3:ListBucket', 's3:GetBucketLocation'], [results.bucketArn])
  }
}

const PARTS = ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts']
const QUERIES = [
  'athena:StartQueryExecution',
  'athena:GetQueryExecution',
  'athena:StopQueryExecution',
  'athena:GetQueryResults',
  'athena:GetQueryResultsStream',
  'athena:GetWorkGroup',
]
const READ_TABLES = [
  'glue:GetDatabase',
  'glue:GetDatabases',
  'glue:GetTable',
  'glue:GetTables',
  'glue:GetPartition',
  'glue:GetPartitions',
]
const WRITE_TABLES = [
  'glue:CreateTable',
  'glue:UpdateTable',
  'glue:DeleteTable',
  'glue:GetTableVersions',
  'glue:DeleteTableVersion',
]
