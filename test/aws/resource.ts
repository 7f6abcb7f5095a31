import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { inject } from 'vitest'

/** What AWS calls a deployed resource, by its type and the beginning of its name in the template. */
export function resource(type: string, name: string): string {
  const { resources } = inject('deployed')
  const found = resources.find((each) => each.type === type && each.name.startsWith(name))
  if (found) return found.id
  throw new Error(`No ${type} ${name} was deployed.`)
}

export const bucket = (name: string) => resource('AWS::S3::Bucket', `LakeBuckets${name}`)

/** Gives this process the environment of a deployed function, so that its handler can be imported as Lambda would. */
export async function becomeFunction(name: string): Promise<Record<string, string>> {
  const command = new GetFunctionConfigurationCommand({
    FunctionName: resource('AWS::Lambda::Function', name),
  })
  const deployed = (await new LambdaClient().send(command)).Environment?.Variables ?? {}
  Object.assign(process.env, deployed, QUIET)
  return deployed
}

const QUIET = {
  POWERTOOLS_TRACE_ENABLED: 'false',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
}
