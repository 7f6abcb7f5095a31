import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation'
import {
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda'
import { runDocumented } from './documented.ts'
import { type Moto, startMoto } from './moto.ts'

export interface Deployed {
  /** All that CloudFormation holds, by its type and its name in the template. */
  readonly resources: readonly { type: string; name: string; id: string }[]
  readonly moto: Omit<Moto, 'stop'>
}

/** The stage `dev`, deployed to a moto of its own by the commands of docs/deploy.md. */
export async function deploy(): Promise<Deployed & { stop: Moto['stop'] }> {
  const moto = await startMoto()
  for (const step of ['certificate', 'bootstrap', 'deploy']) await runDocumented(moto, step)
  await stopPolling()
  const { stop, ...rest } = moto
  return { moto: rest, stop, resources: await resources() }
}

/** moto would run the function's code in a container: the test reads the queue itself. */
async function stopPolling(): Promise<void> {
  const lambda = new LambdaClient()
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand())
  for (const { UUID } of EventSourceMappings)
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }))
}

/** What there is now: asked of CloudFormation, not of what the command line says. */
export async function resources(): Promise<Deployed['resources']> {
  const cloud = new CloudFormationClient()
  const { Stacks = [] } = await cloud.send(new DescribeStacksCommand())
  const stacks = Stacks.map(async ({ StackName }) => {
    const { StackResources = [] } = await cloud.send(new DescribeStackResourcesCommand({ StackName }))
    return StackResources.map(({ ResourceType = '', LogicalResourceId = '', PhysicalResourceId = '' }) => ({
      type: ResourceType,
      name: LogicalResourceId,
      id: PhysicalResourceId,
    }))
  })
  return (await Promise.all(stacks)).flat()
}
