import { Duration } from 'aws-cdk-lib'
import {
  ContainerImage,
  FargateService,
  FargateTaskDefinition,
  type ICluster,
  LogDriver,
} from 'aws-cdk-lib/aws-ecs'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import { DnsRecordType, PrivateDnsNamespace } from 'aws-cdk-lib/aws-servicediscovery'
import { Construct } from 'constructs'
import { acknowledgeTask, arm64, type Size } from './cube-task.ts'
import { CUBE_STORE, type Network } from './network.ts'

export interface CubeStoreProps extends Size {
  readonly cluster: ICluster
  readonly network: Network
  readonly logs: LogGroup
}

/** The same version as Cube's; for arm64 it has a name of its own. */
const CUBE_STORE_IMAGE = 'cubejs/cubestore:v1.7.43-arm64v8'

/** What Cube's servers share: answers that are still fresh, and the queue of questions. It may be lost at any time. */
export class CubeStore extends Construct {
  /** Its name within the network. */
  readonly host: string

  constructor(scope: Construct, id: string, { cluster, network, logs, ...size }: CubeStoreProps) {
    super(scope, id)
    const taskDefinition = new FargateTaskDefinition(this, 'Definition', arm64(size))
    taskDefinition.addContainer('CubeStore', {
      image: ContainerImage.fromRegistry(CUBE_STORE_IMAGE),
      environment: { CUBESTORE_REMOTE_DIR: '/cube/data', CUBESTORE_HTTP_PORT: String(CUBE_STORE) },
      portMappings: [{ containerPort: CUBE_STORE }],
      logging: LogDriver.awsLogs({ streamPrefix: 'cubestore', logGroup: logs }),
    })
    acknowledgeTask(taskDefinition)
    const namespace = new PrivateDnsNamespace(this, 'Names', { name: 'cx.internal', vpc: network.vpc })
    this.host = `cubestore.${namespace.namespaceName}`
    new FargateService(this, 'Service', {
      cluster,
      taskDefinition,
      ...onSpot,
      desiredCount: 1,
      minHealthyPercent: 0,
      maxHealthyPercent: 100,
      assignPublicIp: true,
      securityGroups: [network.store],
      circuitBreaker: { rollback: true },
      cloudMapOptions: {
        name: 'cubestore',
        cloudMapNamespace: namespace,
        dnsRecordType: DnsRecordType.A,
        dnsTtl: Duration.seconds(10),
      },
    })
  }
}

/** At a third of the price; AWS may take it back at two minutes' notice, and it starts anew. */
export const onSpot = { capacityProviderStrategies: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] }
