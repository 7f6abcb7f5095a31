import { join } from 'node:path'
import { type Duration, type RemovalPolicy, Size } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda'
import { type ICommandHooks, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { BUNDLING } from '../lambdas/bundling.ts'
import { acknowledge } from './grant.ts'

export interface WarehouseFunctionProps {
  /** The folder below lambdas/ whose handler.ts it is. */
  readonly name: string
  readonly description: string
  readonly memoryMiB: number
  readonly timeout: Duration
  /** @default half a GiB, which costs nothing */
  readonly diskGiB?: number
  readonly logDays: number
  readonly removalPolicy: RemovalPolicy
  readonly environment: Record<string, string>
  /** What to put beside the bundle. @default nothing */
  readonly commandHooks?: ICommandHooks
}

const ROOT = join(import.meta.dirname, '..')

/** A function of the warehouse: what all have in common, from the runtime to their rights to log and trace. */
export class WarehouseFunction extends Construct {
  readonly role: Role
  readonly function: NodejsFunction

  constructor(scope: Construct, id: string, props: WarehouseFunctionProps) {
    super(scope, id)
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logDays,
      removalPolicy: props.removalPolicy,
    })
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    logGroup.grantWrite(this.role)
    this.#allowTracing()
    this.function = new NodejsFunction(this, 'Function', {
      description: props.description,
      entry: join(ROOT, 'lambdas', props.name, 'handler.ts'),
      projectRoot: ROOT,
      depsLockFilePath: join(ROOT, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMiB,
      timeout: props.timeout,
      ephemeralStorageSize: Size.mebibytes((props.diskGiB ?? 0.5) * 1024),
      tracing: Tracing.ACTIVE,
      role: this.role,
      logGroup,
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      bundling: {
        format: OutputFormat.ESM,
        target: BUNDLING.target,
        minify: true,
        sourceMap: true,
        externalModules: BUNDLING.external,
        banner: BUNDLING.banner,
        ...(props.commandHooks ? { commandHooks: props.commandHooks } : {}),
      },
    })
  }

  #allowTracing(): void {
    const actions = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords']
    this.role.addToPolicy(new PolicyStatement({ actions, resources: ['*'] }))
    acknowledge(
      this.role,
      'AwsSolutions-IAM5[Resource::*]',
      'X-Ray knows no resources; the actions only write traces.',
    )
  }
}
