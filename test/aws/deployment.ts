import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation'
import {
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda'
import { execa } from 'execa'
import { type Moto, startMoto } from './moto.ts'

const ROOT = join(import.meta.dirname, '../..')
const ACCOUNT = '123456789012'

export interface Deployed {
  /** All that CloudFormation holds, by its type and its name in the template. */
  readonly resources: readonly { type: string; name: string; id: string }[]
}

/** The stage `dev`, deployed to a moto of its own as a person deploys it. */
export async function deploy(): Promise<Deployed & { moto: Moto }> {
  const moto = await startMoto()
  // Not by change sets, which moto leaves half done.
  const direct = ['--method', 'direct', '--output', join(tmpdir(), 'cdk.out')]
  await cdk(moto, 'bootstrap', `aws://${ACCOUNT}/us-east-1`, ...direct)
  await cdk(moto, 'deploy', '--all', '--require-approval', 'never', ...direct)
  await stopPolling()
  return { moto, resources: await resources() }
}

async function cdk({ environment }: Moto, ...args: string[]): Promise<void> {
  const env = { ...environment, CDK_DEFAULT_ACCOUNT: ACCOUNT, CDK_DEFAULT_REGION: 'us-east-1' }
  await execa('npx', ['cdk', ...args], { cwd: ROOT, env })
}

/** moto would run the function's code in a container: the test reads the queue itself. */
async function stopPolling(): Promise<void> {
  const lambda = new LambdaClient()
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand())
  for (const { UUID } of EventSourceMappings)
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }))
}

/** What there is after the deployment: asked of CloudFormation, not of what the command line says. */
async function resources(): Promise<Deployed['resources']> {
  const cloud = new CloudFormationClient()
  const { StackSummaries = [] } = await cloud.send(new ListStacksCommand())
  const stacks = StackSummaries.map(async ({ StackName }) => {
    const { StackResources = [] } = await cloud.send(new DescribeStackResourcesCommand({ StackName }))
    return StackResources.map(({ ResourceType = '', LogicalResourceId = '', PhysicalResourceId = '' }) => ({
      type: ResourceType,
      name: LogicalResourceId,
      id: PhysicalResourceId,
    }))
  })
  return (await Promise.all(stacks)).flat()
}
