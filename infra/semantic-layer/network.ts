import { Fn, type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  type IVpc,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'

/** A stack whose two zones are chosen where it is deployed: nobody has to be asked for them before. */
export class TwoZoneStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props)
  }

  override get availabilityZones(): string[] {
    return [0, 1].map((i) => Fn.select(i, Fn.getAzs()))
  }
}

export interface NetworkProps {
  /** Networks from which the semantic layer may be reached, such as an office's 198.51.100.0/24. */
  readonly allowFrom: readonly string[]
  readonly logDays: number
  readonly removalPolicy: RemovalPolicy
}

/** Ports of Cube's containers. */
export const REST = 4000
export const SQL = 15432
export const CUBE_STORE = 3030

/**
 * Public subnets without a NAT gateway, which would cost more than all containers: a container may go out, and nothing may
 * come in but what the load balancers pass on.
 */
export class Network extends Construct {
  readonly vpc: IVpc
  /** Of the load balancers. */
  readonly doors: SecurityGroup
  /** Of Cube's servers. */
  readonly cubes: SecurityGroup
  /** Of Cube Store. */
  readonly store: SecurityGroup

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id)
    const vpc = new Vpc(this, 'Vpc', {
      maxAzs: 2,
      natGateways: 0,
      subnetConfiguration: [{ name: 'public', subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: false }],
      gatewayEndpoints: { S3: { service: GatewayVpcEndpointAwsService.S3 } },
    })
    // The library's own types differ in what may be undefined.
    this.vpc = vpc as IVpc
    vpc.addFlowLog('Refused', {
      trafficType: FlowLogTrafficType.REJECT,
      destination: FlowLogDestination.toCloudWatchLogs(
        new LogGroup(this, 'RefusedLogs', { retention: props.logDays, removalPolicy: props.removalPolicy }),
      ),
    })
    const group = (name: string, description: string, allowAllOutbound: boolean) =>
      new SecurityGroup(this, name, { vpc: this.vpc, description, allowAllOutbound })
    this.doors = group('Doors', 'Load balancers', false)
    this.cubes = group('Cubes', 'Cube servers', true)
    this.store = group('Store', 'Cube Store', true)
    this.cubes.addIngressRule(this.doors, Port.tcp(REST), 'REST, GraphQL and the dashboard')
    this.cubes.addIngressRule(this.doors, Port.tcp(SQL), 'SQL')
    for (const port of [REST, SQL]) this.doors.addEgressRule(this.cubes, Port.tcp(port), 'To Cube')
    this.store.addIngressRule(this.cubes, Port.tcp(CUBE_STORE), 'Cache and queue')
    for (const network of props.allowFrom)
      for (const port of [443, 5432])
        this.doors.addIngressRule(Peer.ipv4(network), Port.tcp(port), 'TLS only')
  }
}
