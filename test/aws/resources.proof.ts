import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GetBucketEncryptionCommand, GetBucketVersioningCommand } from '@aws-sdk/client-s3'
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { describe, expect, inject, it } from 'vitest'
import { readLedger } from '../../lambdas/land/ledger.ts'
import { S3Lake } from '../../lambdas/land/s3-lake.ts'
import { s3Client } from '../../lambdas/s3-client.ts'
import { contextWith } from '../lambdas/land/land-lambda.ts'
import { runDocumented } from './documented.ts'
import { aws, moto } from './here.ts'
import { workOff } from './queue.ts'
import { becomeFunction, bucket, resource } from './resource.ts'

it.each(['Drops', 'Lake', 'Marts', 'Results'])('the bucket %s is encrypted and versioned', async (name) => {
  const Bucket = bucket(name)
  const { ServerSideEncryptionConfiguration: encryption } = await s3Client().send(
    new GetBucketEncryptionCommand({ Bucket }),
  )
  expect(encryption?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe('aws:kms')
  expect(await s3Client().send(new GetBucketVersioningCommand({ Bucket }))).toMatchObject({
    Status: 'Enabled',
  })
})

it.each(['LandingDropsQueue', 'RoutingUnhappyQueue'])(
  'the queue %s hands what fails to its dead-letter queue',
  async (name) => {
    const QueueUrl = resource('AWS::SQS::Queue', name)
    const sqs = new SQSClient({ useQueueUrlAsEndpoint: false })
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    )
    expect(JSON.parse(Attributes?.RedrivePolicy ?? '{}')).toMatchObject({ maxReceiveCount: 5 })
  },
)

it('there are a load balancer for the web and one for SQL, each behind TLS', async () => {
  const { LoadBalancers } = await aws('elbv2', 'describe-load-balancers')
  expect(LoadBalancers.map(({ Type }: { Type: string }) => Type).sort()).toEqual(['application', 'network'])
  for (const { LoadBalancerArn } of LoadBalancers) {
    const { Listeners } = await aws('elbv2', 'describe-listeners', '--load-balancer-arn', LoadBalancerArn)
    expect(Listeners).toEqual([expect.objectContaining({ Protocol: expect.stringMatching(/^(HTTPS|TLS)$/) })])
    expect(Listeners[0].Certificates).toHaveLength(1)
  }
})

it("three services run Cube's own images, and the program that they run is where they look for it", async () => {
  const [cluster] = (await aws('ecs', 'list-clusters')).clusterArns
  expect((await aws('ecs', 'list-services', '--cluster', cluster)).serviceArns).toHaveLength(3)
  const { taskDefinitionArns } = await aws('ecs', 'list-task-definitions')
  const images = new Set<string>()
  for (const arn of taskDefinitionArns) {
    const { taskDefinition } = await aws('ecs', 'describe-task-definition', '--task-definition', arn)
    for (const { image, command = [] } of taskDefinition.containerDefinitions) {
      images.add(image.replace(/:.*/, ''))
      const program = command.find((word: string) => word.startsWith('s3://'))
      if (program) await aws('s3api', 'head-object', ...placeOf(program))
    }
  }
  expect([...images].sort()).toEqual(['cubejs/cube', 'cubejs/cubestore', 'public.ecr.aws/aws-cli/aws-cli'])
})

const placeOf = (address: string) => {
  const [, name = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(address) ?? []
  return ['--bucket', name, '--key', key]
}

describe('the commands of docs/deploy.md', () => {
  it.each([
    ['outputs', /elb\.amazonaws\.com/],
    ['token', /eyJ[\w-]+\.[\w-]+\.[\w-]+/],
  ])('under "%s" print what it says', async (name, what) => {
    expect(await runDocumented(moto(), name)).toMatch(what)
  })

  it('under "drop" drop a file, which lands', async () => {
    await runDocumented(moto(), 'drop')
    await becomeFunction('LandingLand')
    const { handler } = await import('../../lambdas/land/handler.ts')
    const landed = await workOff('LandingDropsQueue', (event) => handler(event, contextWith(900_000)))
    expect(landed).toBeGreaterThan(0)
    const entries = await readLedger(new S3Lake(s3Client(), bucket('Lake')))
    expect(entries).toContainEqual(expect.objectContaining({ file: 'stores.csv', received: 1, landed: 1 }))
  })
})

it('what can only be looked at in templates is said', () => {
  const source = readFileSync(join(import.meta.dirname, 'moto/resources.py'), 'utf8')
  const [, list = ''] = /TEMPLATE_ONLY = \[([^\]]*)\]/.exec(source) ?? []
  const kinds = [...list.matchAll(/"([^"]+)"/g)].map(([, kind]) => kind)
  const deployed = new Map<string, number>()
  for (const { type } of inject('deployed').resources) deployed.set(type, (deployed.get(type) ?? 0) + 1)
  expect(kinds.length).toBeGreaterThan(0)
  console.log(
    [
      `Deployed: ${[...deployed.values()].reduce((sum, count) => sum + count, 0)} resources of ${deployed.size} kinds.`,
      'Passed over by moto, and asserted on the templates only (test/infra):',
      ...kinds.map((kind) => `  ${kind}: ${deployed.get(kind as string) ?? 0}`),
      'Lost by moto, and asserted on the templates only: access logs of buckets and load balancers, lifecycles, sizes and processors of',
      "tasks and functions, tracing, tables' encryption and recovery, the state machine's log; what an update changes of secrets, keys,",
      "Glue's tables, workgroups, the state machine and CodeBuild's project; and no right, key policy or network rule is enforced.",
    ].join('\n'),
  )
})
