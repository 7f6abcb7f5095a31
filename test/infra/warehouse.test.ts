import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validations } from 'aws-cdk-lib'
import { Match } from 'aws-cdk-lib/assertions'
import { AwsSolutionsChecks } from 'cdk-nag'
import { describe, expect, it } from 'vitest'
import { contracts } from '../../contracts/index.ts'
import { rawColumns } from '../../contracts/table.ts'
import { templates, warehouseApp } from './synth.ts'

const { alerts, lake, landing } = templates()
const ROOT = join(import.meta.dirname, '../..')

describe('the buckets', () => {
  const buckets = Object.entries(lake.findResources('AWS::S3::Bucket'))
  const named = (name: string) => buckets.find(([id]) => id.startsWith(`LakeBuckets${name}`))?.[1]

  it('are closed to the public, and refuse what does not come by TLS', () => {
    expect(buckets).toHaveLength(5)
    for (const [id, { Properties }] of buckets) {
      expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true])
      lake.hasResourceProperties('AWS::S3::BucketPolicy', {
        Bucket: { Ref: id },
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ]),
        },
      })
    }
  })

  it.each(['Drops', 'Lake', 'Marts', 'Results'])('%s is encrypted, versioned, logged and tidied', (name) => {
    const { Properties } = named(name) ?? {}
    const [rule] = Properties.BucketEncryption.ServerSideEncryptionConfiguration
    expect(rule.ServerSideEncryptionByDefault.SSEAlgorithm).toBe('aws:kms')
    expect(Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' })
    expect(Properties.LoggingConfiguration.LogFilePrefix).toBe(`${name.toLowerCase()}/`)
    expect(Properties.LifecycleConfiguration.Rules).toContainEqual(
      expect.objectContaining({
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 },
        NoncurrentVersionExpiration: { NoncurrentDays: 3 },
      }),
    )
  })

  it('let no dropped file expire that has not landed, and nothing of the lake', () => {
    const expiring = (name: string) =>
      named(name)?.Properties.LifecycleConfiguration.Rules.filter(
        (rule: object) => 'ExpirationInDays' in rule,
      )
    expect(expiring('Drops')).toEqual([
      expect.objectContaining({ ExpirationInDays: 10, TagFilters: [{ Key: 'landed', Value: 'true' }] }),
    ])
    expect(expiring('Lake')).toEqual([])
    expect(expiring('Marts')).toEqual([])
    expect(expiring('Results')).toEqual([expect.objectContaining({ ExpirationInDays: 2 })])
  })

  it.each([
    { data: 'retain', policy: 'Retain' },
    { data: 'destroy', policy: 'Delete' },
  ])(
    'their key and what Glue knows of them $data as the one choice in the configuration says',
    ({ data, policy }) => {
      const { lake } = templates({ data })
      for (const type of ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::Glue::Database', 'AWS::Glue::Table'])
        for (const resource of Object.values(lake.findResources(type)))
          expect(resource.DeletionPolicy).toBe(policy)
    },
  )
})

describe('the raw tables', () => {
  it.each(contracts)(
    '$name has the columns of its contract, and Athena finds its days by itself',
    (contract) => {
      lake.hasResourceProperties('AWS::Glue::Table', {
        DatabaseName: Match.anyValue(),
        TableInput: {
          Name: contract.name,
          PartitionKeys: [{ Name: 'landed_on', Type: 'date' }],
          Parameters: { 'projection.enabled': 'true', 'projection.landed_on.range': '2026-01-01,NOW' },
          StorageDescriptor: {
            Columns: rawColumns(contract, 'athena').map(({ name, type }) =>
              Match.objectLike({ Name: name, Type: type }),
            ),
          },
        },
      })
    },
  )
})

it.each([
  { name: 'cx-transform', bytes: 3 * 1024 ** 3 },
  { name: 'cx-serving', bytes: 2 * 1024 ** 3 },
])('the workgroup $name limits what a query reads, whatever the query asks for', ({ name, bytes }) => {
  lake.hasResourceProperties('AWS::Athena::WorkGroup', {
    Name: name,
    WorkGroupConfiguration: {
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: bytes,
      EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
      ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
    },
  })
})

describe('the landing', () => {
  it('runs on arm64 with the disk, memory and limits of the configuration', () => {
    landing.hasResourceProperties('AWS::Lambda::Function', {
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      MemorySize: 2048,
      EphemeralStorage: { Size: 5120 },
      Timeout: 600,
      TracingConfig: { Mode: 'Active' },
      Environment: { Variables: { MOST_FILE_BYTES: '2147483648', DUCKDB_MEMORY: '1433MiB' } },
    })
    landing.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 })
  })

  it('takes messages again that failed, and only those, and keeps what fails every time', () => {
    landing.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 4 },
    })
    landing.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 3600,
      RedrivePolicy: { maxReceiveCount: 5 },
      SqsManagedSseEnabled: true,
    })
    landing.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['aws.s3'], 'detail-type': ['Object Created'] },
      Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
    })
  })

  it('may remove nothing but the intents, and write nowhere but where landings write', () => {
    const policies = Object.values(landing.findResources('AWS::IAM::Policy'))
    const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    const placesOf = (action: string) =>
      statements
        .filter(({ Action }) => [Action].flat().includes(action))
        .flatMap(({ Resource }) => [Resource].flat().map((each) => each['Fn::Join']?.[1].at(-1)))
        .sort()
    expect(placesOf('s3:DeleteObject')).toEqual(['/intents/*'])
    expect(placesOf('s3:PutObject')).toEqual(
      ['intents', 'ledger', 'quarantine', 'raw', 'refused', 'superseded'].map((area) => `/${area}/*`),
    )
    expect(JSON.stringify(statements)).not.toMatch(/"s3:[A-Za-z]*\*"|"kms:[A-Za-z]*\*"/)
  })

  it.each(['DeadLetters', 'Refused', 'Quarantine'])('tells of %s, with what to do', (name) => {
    const alarms = Object.entries(landing.findResources('AWS::CloudWatch::Alarm'))
    const [, alarm] = alarms.find(([id]) => id.startsWith(`Landing${name}`)) ?? []
    expect(alarm?.Properties.AlarmActions).toHaveLength(1)
    expect(alarm?.Properties.AlarmDescription.length).toBeGreaterThan(50)
  })

  it('takes the DuckDB into its bundle that everything else uses', () => {
    const versionIn = (file: string) =>
      JSON.parse(readFileSync(join(ROOT, file), 'utf8')).dependencies['@duckdb/node-api']
    expect(versionIn('infra/landing/duckdb/package.json')).toBe(versionIn('package.json'))
    const lock = JSON.parse(readFileSync(join(ROOT, 'infra/landing/duckdb/package-lock.json'), 'utf8'))
    const arm64 = lock.packages['node_modules/@duckdb/node-bindings-linux-arm64']
    expect(arm64?.version).toBe(versionIn('package.json'))
  })
})

it('alarms reach people by an encrypted topic', () => {
  alerts.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() })
  alerts.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'email',
    Endpoint: 'someone@example.com',
  })
})

it('gives the AwsSolutions rules of cdk-nag nothing to find that is not accounted for', () => {
  const app = warehouseApp()
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  expect(() => app.synth()).not.toThrow()
})
