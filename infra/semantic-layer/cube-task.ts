import { Duration, Stack, Validations } from 'aws-cdk-lib'
import {
  type ContainerDefinition,
  ContainerDependencyCondition,
  ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LogDriver,
  OperatingSystemFamily,
  type Secret,
} from 'aws-cdk-lib/aws-ecs'
import type { Role } from 'aws-cdk-lib/aws-iam'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Asset } from 'aws-cdk-lib/aws-s3-assets'
import { Construct } from 'constructs'
import { acknowledge, inFindings } from '../grant.ts'
import type { Lake } from '../lake/lake.ts'
import { REST, SQL } from './network.ts'

export interface Size {
  /** In thousandths. */
  readonly cpu: number
  readonly memoryMiB: number
}

export interface CubeTaskProps extends Size {
  readonly lake: Lake
  readonly program: Asset
  readonly logs: LogGroup
  readonly environment: Record<string, string>
  readonly secrets: Record<string, Secret>
}

/** Cube's version here and in package.json: a test compares them. */
export const CUBE_IMAGE = 'cubejs/cube:v1.7.43'
const DELIVERY_IMAGE = 'public.ecr.aws/aws-cli/aws-cli:2.27.50'
const PLACE = '/cube/conf'
const PROGRAM = `${PLACE}/server.mjs`

/** One container brings the program from S3 and ends; then Cube's own image runs it. No image is built. */
export class CubeTask extends Construct {
  readonly definition: FargateTaskDefinition
  readonly cube: ContainerDefinition

  constructor(scope: Construct, id: string, props: CubeTaskProps) {
    super(scope, id)
    const { program, logs, lake } = props
    this.definition = new FargateTaskDefinition(this, 'Definition', {
      ...arm64(props),
      volumes: [{ name: 'program' }],
    })
    const logging = (streamPrefix: string) => LogDriver.awsLogs({ streamPrefix, logGroup: logs })
    const mount = { sourceVolume: 'program', containerPath: PLACE, readOnly: false }
    const delivery = this.definition.addContainer('Delivery', {
      image: ContainerImage.fromRegistry(DELIVERY_IMAGE),
      essential: false,
      command: ['s3', 'cp', '--no-progress', program.s3ObjectUrl, PROGRAM],
      logging: logging('delivery'),
    })
    delivery.addMountPoints(mount)
    this.cube = this.definition.addContainer('Cube', {
      image: ContainerImage.fromRegistry(CUBE_IMAGE),
      entryPoint: ['node'],
      command: [PROGRAM],
      environment: { ...environmentOf(lake, Stack.of(this).region), ...props.environment },
      secrets: props.secrets,
      portMappings: [{ containerPort: REST }, { containerPort: SQL }],
      healthCheck: healthy(),
      stopTimeout: Duration.seconds(30),
      logging: logging('cube'),
    })
    this.cube.addMountPoints(mount)
    this.cube.addContainerDependencies({
      container: delivery,
      condition: ContainerDependencyCondition.SUCCESS,
    })
    program.grantRead(this.definition.taskRole)
    lake.grantServe(this.definition.taskRole)
    this.#acknowledge(program)
  }

  #acknowledge({ bucket }: Asset): void {
    const role = this.definition.taskRole as Role
    for (const action of ['s3:GetObject*', 's3:GetBucket*', 's3:List*'])
      acknowledge(
        role,
        `AwsSolutions-IAM5[Action::${action}]`,
        'Reads its program from the assets of the deployment.',
      )
    const assets = inFindings(Stack.of(this).resolve(bucket.arnForObjects('*')))
    acknowledge(role, `AwsSolutions-IAM5[Resource::${assets}]`, 'A program has the name of its digest.')
    acknowledgeTask(this.definition)
  }
}

export const arm64 = ({ cpu, memoryMiB }: Size) => ({
  cpu,
  memoryLimitMiB: memoryMiB,
  runtimePlatform: {
    cpuArchitecture: CpuArchitecture.ARM64,
    operatingSystemFamily: OperatingSystemFamily.LINUX,
  },
})

export function acknowledgeTask(definition: FargateTaskDefinition): void {
  Validations.of(definition).acknowledge({
    id: 'AwsSolutions-ECS2',
    reason: 'What stands in the environment is no secret; secrets come from Secrets Manager.',
  })
  acknowledge(
    definition.obtainExecutionRole() as Role,
    'AwsSolutions-IAM5[Resource::*]',
    'A token for the registry knows no resources.',
  )
}

const environmentOf = ({ serving, buckets }: Lake, region: string) => ({
  NODE_ENV: 'production',
  PORT: String(REST),
  CUBEJS_DB_TYPE: 'athena',
  CUBEJS_AWS_REGION: region,
  CUBEJS_AWS_ATHENA_WORKGROUP: serving.name,
  CUBEJS_AWS_S3_OUTPUT_LOCATION: buckets.results.s3UrlForObject(`${serving.name}/`),
  CUBEJS_DB_NAME: 'marts',
  CUBEJS_PG_SQL_PORT: String(SQL),
  CUBEJS_SQL_USER: 'cx',
})

/** It is alive when it answers by itself: whether Athena does is not its fault. */
const healthy = () => ({
  command: [
    'CMD',
    'node',
    '-e',
    `fetch('http://127.0.0.1:${REST}/livez').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))`,
  ],
  interval: Duration.seconds(30),
  timeout: Duration.seconds(10),
  retries: 3,
  startPeriod: Duration.seconds(60),
})
