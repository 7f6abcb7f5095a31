import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation'
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda'
import { execa } from 'execa'
import { type Moto, startMoto } from './moto.ts'

const ROOT = join(import.meta.dirname, '../..')
const ACCOUNT = '123456789012'

/** The stage `dev`, deployed to a moto of its own as a person deploys it. */
export async function deploy() {
  const moto = await startMoto()
  // Not by change sets, which moto leaves half done.
  const direct = ['--method', 'direct', '--output', join(tmpdir(), 'cdk.out')]
  await cdk(moto, 'bootstrap', `aws://${ACCOUNT}/us-east-1`, ...direct)
  await cdk(moto, 'deploy', '--all', '--require-approval', 'never', ...direct)
  await stopPolling()
  return { moto, resources: await resources(), land: await environmentOfLand() }
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

/** What there is after the deployment, by stack and logical name: asked of CloudFormation, not of what the command line says. */
async function resources() {
  const stacks = ['alerts', 'lake', 'landing'].map(async (noun) => {
    const command = new DescribeStackResourcesCommand({ StackName: `cx-dev-${noun}` })
    return (await new CloudFormationClient().send(command)).StackResources ?? []
  })
  const all = (await Promise.all(stacks)).flat()
  return (type: string, name: string) => {
    const found = all.find((each) => each.ResourceType === type && each.LogicalResourceId?.startsWith(name))
    if (found?.PhysicalResourceId) return found.PhysicalResourceId
    throw new Error(`No ${type} ${name} was deployed.`)
  }
}

async function environmentOfLand(): Promise<Record<string, string>> {
  const FunctionName = (await resources())('AWS::Lambda::Function', 'LandingLand')
  const command = new GetFunctionConfigurationCommand({ FunctionName })
  return (await new LambdaClient().send(command)).Environment?.Variables ?? {}
}
