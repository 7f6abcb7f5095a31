import type { Role } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { acknowledge, exportedName } from '../grant.ts'

/** Why the state machine may do what cannot be named one by one. */
export function acknowledgeMachine({ role }: StateMachine, route: IFunction): void {
  const say = (id: string, reason: string) =>
    acknowledge(role as Role, `AwsSolutions-IAM5[Resource::${id}]`, reason)
  say(
    '*',
    'X-Ray and the delivery of logs know no resources; executions have names that nobody knows before.',
  )
  say(`${exportedName(route, route.functionArn)}:*`, 'Any version of the function.')
}
