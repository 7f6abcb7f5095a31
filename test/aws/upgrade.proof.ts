import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { GetDatabasesCommand, GlueClient } from '@aws-sdk/client-glue'
import { GetFunctionConfigurationCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { ListBucketsCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import {
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { beforeAll, describe, expect, it } from 'vitest'
import { s3Client } from '../../lambdas/s3-client.ts'
import { resources } from './deployment.ts'
import { documented, run, runDocumented } from './documented.ts'
import { aws, moto } from './here.ts'
import { bucket, resource } from './resource.ts'
import { otherVersion } from './version.ts'

const HELD = ['Lake', 'Marts']
// What would be lost with what it holds, were it made anew.
const HOLDING = /^AWS::(S3::Bucket|KMS::Key|DynamoDB::Table|SecretsManager::Secret|Glue::(Database|Table))$/

/** A version with other settings, other code, and another choice of what becomes of data. */
let newer: string
beforeAll(async () => {
  newer = await otherVersion({
    'infra/stages/dev.yml': (text) =>
      text
        .replace("logDays: '7'", "logDays: '30'")
        .replace('memoryMiB: 3008', 'memoryMiB: 4096')
        .replace('data: destroy', 'data: retain'),
    'lambdas/route/routes.yml': (text) => text.replace('due_days: 3', 'due_days: 4'),
    'semantic-layer/model/views/store_performance.yml': (text) => `${text}\n# Another program.\n`,
  })
  for (const name of HELD)
    await s3Client().send(new PutObjectCommand({ Bucket: bucket(name), Key: 'kept', Body: name }))
})

/** What was deployed of a kind; the bucket of the CDK itself grows with every version. */
const deployedIds = async (kind: RegExp) =>
  (await resources()).flatMap(({ type, id }) => (kind.test(type) && !id.startsWith('cdk-') ? id : []))

/** Everything that must not change with a version: what holds data, and the data. */
async function data() {
  const ids = async (type: string) => deployedIds(new RegExp(`^${type}$`))
  const each = async <T>(type: string, look: (id: string) => Promise<T>) =>
    Object.fromEntries(await Promise.all((await ids(type)).map(async (id) => [id, await look(id)])))
  return {
    resources: (await deployedIds(HOLDING)).sort(),
    objects: await each('AWS::S3::Bucket', versions),
    rows: await each(
      'AWS::DynamoDB::Table',
      async (TableName) => (await new DynamoDBClient().send(new ScanCommand({ TableName }))).Items,
    ),
    secrets: await each(
      'AWS::SecretsManager::Secret',
      async (SecretId) =>
        (await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId }))).SecretString,
    ),
  }
}

async function versions(Bucket: string) {
  const { Versions = [], DeleteMarkers = [] } = await s3Client().send(
    new ListObjectVersionsCommand({ Bucket }),
  )
  return [...Versions, ...DeleteMarkers].map(({ Key = '', VersionId = '' }) => ({ Key, VersionId }))
}

/** The kinds of what `cdk diff` says will be made anew or goes. */
const replaced = (printed: string) =>
  [...printed.matchAll(/^\[[~-]\] (AWS::\S+) .*(replace|replaced|destroy|orphan)$/gm)].map(
    ([, kind = '']) => kind,
  )

const functionNamed = async (name: string) => {
  const FunctionName = resource('AWS::Lambda::Function', name)
  return new LambdaClient().send(new GetFunctionConfigurationCommand({ FunctionName }))
}
const retentions = async (): Promise<Set<number>> => {
  const { logGroups } = await aws('logs', 'describe-log-groups')
  return new Set(logGroups.map(({ retentionInDays }: { retentionInDays: number }) => retentionInDays))
}
const settings = async () => ({
  memory: (await functionNamed('LandingLand')).MemorySize,
  logDays: await retentions(),
  code: (await functionNamed('RoutingRoute')).CodeSha256,
})
/** What is left in the account of a deployment, and of what it held. */
async function left() {
  const [{ Buckets = [] }, { DatabaseList = [] }, { SecretList = [] }, { TableNames = [] }] =
    await Promise.all([
      s3Client().send(new ListBucketsCommand()),
      new GlueClient().send(new GetDatabasesCommand()),
      new SecretsManagerClient().send(new ListSecretsCommand()),
      new DynamoDBClient().send(new ListTablesCommand()),
    ])
  const { Functions = [] } = await new LambdaClient().send(new ListFunctionsCommand())
  const { QueueUrls = [] } = await new SQSClient().send(new ListQueuesCommand())
  return {
    stacks: (await stacks()).sort(),
    buckets: Buckets.flatMap(({ Name = '' }) => (Name.startsWith('cx-') ? Name : [])),
    databases: DatabaseList.map(({ Name }) => Name),
    secrets: SecretList.map(({ Name }) => Name),
    tables: TableNames,
    functions: Functions.map(({ FunctionName }) => FunctionName),
    queues: QueueUrls,
  }
}

async function stacks(): Promise<string[]> {
  const { Stacks = [] } = await new CloudFormationClient().send(new DescribeStacksCommand())
  return Stacks.flatMap(({ StackName = '' }) => (StackName.startsWith('cx-') ? StackName : []))
}

const NOTHING = { stacks: [], buckets: [], databases: [], secrets: [], tables: [], functions: [], queues: [] }

describe('with the commands of docs/deploy.md', () => {
  let before: Awaited<ReturnType<typeof data>>
  let older: Awaited<ReturnType<typeof settings>>

  it('an upgrade has the new settings and code, replaces nothing that holds data, and changes no data', async () => {
    ;[before, older] = [await data(), await settings()]
    const printed = await run(moto(), `{\n${await documented('upgrade')}} 2>&1`, newer)
    expect(printed).toMatch(/MemorySize[\s\S]*3008[\s\S]*4096/)
    expect(replaced(printed)).toContain('AWS::ECS::TaskDefinition')
    expect(replaced(printed).filter((kind) => HOLDING.test(kind))).toEqual([])
    const now = await settings()
    expect(now).toMatchObject({ memory: 4096, logDays: new Set([30]) })
    expect(now.code).not.toBe(older.code)
    expect(await data()).toEqual(before)
  })

  it('deploying the older version again has its settings and its very code, and the same data', async () => {
    await runDocumented(moto(), 'deploy')
    expect(await settings()).toEqual(older)
    expect(await data()).toEqual(before)
  })

  it('tearing down with `data: destroy` stops at buckets that hold something, and takes nothing from them', async () => {
    await expect(runDocumented(moto(), 'destroy')).rejects.toThrow(/cx-dev-lake: destroy failed/)
    const there = await left()
    expect(there).toMatchObject({ stacks: ['cx-dev-lake'], functions: [] })
    for (const name of HELD) expect(there.buckets).toContain(bucket(name))
    for (const name of HELD) expect(await versions(bucket(name))).toEqual(before.objects[bucket(name)])
  })

  it('and once they are empty, nothing is left', async () => {
    await runDocumented(moto(), 'empty')
    await runDocumented(moto(), 'destroy')
    expect(await left()).toEqual(NOTHING)
  })

  it('tearing down with `data: retain` is refused until protection is off, and then leaves what holds data, and the data', async () => {
    await run(moto(), 'npx cdk deploy cx-dev-alerts cx-dev-lake --require-approval never', newer)
    const ids = (await resources()).filter(({ type }) => HOLDING.test(type))
    const Bucket = ids.find(({ name }) => name.startsWith('LakeBucketsLake'))?.id
    await s3Client().send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'kept' }))
    const there = await left()
    expect(there).toMatchObject({ stacks: ['cx-dev-alerts', 'cx-dev-lake'], buckets: { length: 5 } })

    await expect(runDocumented(moto(), 'destroy', newer)).rejects.toThrow(/TerminationProtection is enabled/)
    expect(await left()).toEqual(there)

    await runDocumented(moto(), 'unprotect')
    await runDocumented(moto(), 'destroy', newer)
    expect(await left()).toEqual({ ...there, stacks: [] })
    expect(await versions(Bucket ?? '')).toEqual([expect.objectContaining({ Key: 'kept' })])
  })
})
