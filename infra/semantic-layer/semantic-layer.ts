import { CfnOutput, Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Cluster, FargateService, type ICluster, Secret as Injected } from 'aws-cdk-lib/aws-ecs'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import { Construct } from 'constructs'
import type { Config } from '../config.ts'
import type { Lake } from '../lake/lake.ts'
import { CubeStore, onSpot } from './cube-store.ts'
import { CubeTask } from './cube-task.ts'
import { Doors } from './doors.ts'
import { Network } from './network.ts'
import { program } from './program.ts'

export type SemanticLayerProps = Config['semanticLayer'] & {
  readonly lake: Lake
  readonly stage: string
  readonly logDays: number
  readonly removalPolicy: RemovalPolicy
}

/** Where the certificate's name is looked up when the stack is deployed. */
export const certificateParameter = (stage: string) => `/cx/${stage}/certificate`

/** The marts as people ask for them: Cube's servers behind their doors, what they share, and who keeps that fresh. */
export class SemanticLayer extends Construct {
  readonly doors: Doors
  readonly cluster: ICluster
  readonly api: FargateService

  constructor(scope: Construct, id: string, props: SemanticLayerProps) {
    super(scope, id)
    const { lake, logDays, removalPolicy, sizes } = props
    const network = new Network(this, 'Network', props)
    const cluster = new Cluster(this, 'Cluster', { vpc: network.vpc, enableFargateCapacityProviders: true })
    this.cluster = cluster as ICluster
    const reason = 'It costs more than these containers; what the load balancers and ECS measure is enough.'
    Validations.of(cluster).acknowledge({ id: 'AwsSolutions-ECS4', reason })
    const logs = new LogGroup(this, 'Logs', { retention: logDays, removalPolicy })
    const store = new CubeStore(this, 'Store', { ...sizes.store, cluster: this.cluster, network, logs })
    const shared = { lake, logs, program: program(this), secrets: this.#secrets(removalPolicy) }
    const place = { cluster: this.cluster, assignPublicIp: true, securityGroups: [network.cubes] }
    const common = { ...place, circuitBreaker: { rollback: true }, desiredCount: 1 }
    const task = (name: string, size: 'api' | 'worker', environment: Record<string, string> = {}) =>
      new CubeTask(this, name, {
        ...shared,
        ...sizes[size],
        environment: { CUBEJS_CUBESTORE_HOST: store.host, ...environment },
      }).definition
    this.api = new FargateService(this, 'Api', {
      ...common,
      taskDefinition: task('Server', 'api'),
      capacityProviderStrategies: [{ capacityProvider: 'FARGATE', base: 1, weight: 1 }],
      healthCheckGracePeriod: Duration.minutes(3),
      minHealthyPercent: 100,
    })
    this.#scale(props.mostServers)
    new FargateService(this, 'Worker', {
      ...common,
      taskDefinition: task('Refresher', 'worker', { CUBEJS_REFRESH_WORKER: 'true' }),
      ...onSpot,
      minHealthyPercent: 0,
      maxHealthyPercent: 100,
    })
    const certificateArn = StringParameter.valueForStringParameter(this, certificateParameter(props.stage))
    this.doors = new Doors(this, 'Doors', { network, api: this.api, certificateArn, removalPolicy })
    this.#say()
  }

  #scale(maxCapacity: number): void {
    const scaling = this.api.autoScaleTaskCount({ minCapacity: 1, maxCapacity })
    scaling.scaleOnCpuUtilization('Busy', { targetUtilizationPercent: 60 })
  }

  #secrets(removalPolicy: RemovalPolicy): Record<string, Injected> {
    const secret = (name: string, description: string, reason: string) => {
      const made = new Secret(this, name, {
        description,
        generateSecretString: { passwordLength: 64, excludePunctuation: true },
        removalPolicy,
      })
      Validations.of(made).acknowledge({ id: 'AwsSolutions-SMG4', reason })
      new CfnOutput(this, `${name}Arn`, { value: made.secretArn, description })
      return Injected.fromSecretsManager(made as ISecret)
    }
    return {
      CUBEJS_API_SECRET: secret('ApiSecret', 'What tokens are signed with.', 'Another one ends every token.'),
      CUBEJS_SQL_PASSWORD: secret(
        'SqlPassword',
        'The password of the user cx in SQL.',
        'Another one locks every BI tool out until it is told.',
      ),
    }
  }

  #say(): void {
    const { web, sql } = this.doors
    new CfnOutput(this, 'WebAddress', {
      value: web.loadBalancerDnsName,
      description: 'Dashboard, REST, GraphQL',
    })
    new CfnOutput(this, 'SqlAddress', { value: sql.loadBalancerDnsName, description: 'SQL, port 5432, TLS' })
  }
}
