import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib'
import type { FargateService } from 'aws-cdk-lib/aws-ecs'
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  type ApplicationTargetGroup,
  type BaseLoadBalancer,
  ListenerCertificate,
  NetworkLoadBalancer,
  type NetworkTargetGroup,
  Protocol,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { type Network, REST, SQL } from './network.ts'

export interface DoorsProps {
  readonly network: Network
  readonly api: FargateService
  readonly certificateArn: string
  readonly removalPolicy: RemovalPolicy
}

/** How people come in: HTTPS for REST, GraphQL and the dashboard, and Postgres's protocol in TLS for BI tools. */
export class Doors extends Construct {
  readonly web: ApplicationLoadBalancer
  readonly sql: NetworkLoadBalancer
  readonly webTargets: ApplicationTargetGroup
  readonly sqlTargets: NetworkTargetGroup

  constructor(scope: Construct, id: string, { network, api, certificateArn, removalPolicy }: DoorsProps) {
    super(scope, id)
    const certificates = [ListenerCertificate.fromArn(certificateArn)]
    const place = { vpc: network.vpc, internetFacing: true }
    this.web = new ApplicationLoadBalancer(this, 'Web', {
      ...place,
      securityGroup: network.doors,
      dropInvalidHeaderFields: true,
    })
    this.webTargets = this.web
      .addListener('Https', { port: 443, certificates, sslPolicy: SslPolicy.RECOMMENDED_TLS, open: false })
      .addTargets('Cube', {
        port: REST,
        protocol: ApplicationProtocol.HTTP,
        targets: [api.loadBalancerTarget({ containerName: 'Cube', containerPort: REST })],
        healthCheck: { path: '/livez', interval: Duration.seconds(30) },
        deregistrationDelay: Duration.seconds(30),
      })
    this.sql = new NetworkLoadBalancer(this, 'Sql', { ...place, securityGroups: [network.doors] })
    this.sqlTargets = this.sql
      .addListener('Tls', {
        port: 5432,
        protocol: Protocol.TLS,
        certificates,
        sslPolicy: SslPolicy.RECOMMENDED_TLS,
      })
      .addTargets('Cube', {
        port: SQL,
        protocol: Protocol.TCP,
        targets: [api.loadBalancerTarget({ containerName: 'Cube', containerPort: SQL })],
        deregistrationDelay: Duration.seconds(30),
      })
    this.#keepLogs(removalPolicy)
  }

  /** By hand: the construct's own way needs to know the region before it is deployed. */
  #keepLogs(removalPolicy: RemovalPolicy): void {
    const bucket = new Bucket(this, 'AccessLogs', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      // Load balancers write where S3 holds the key itself, and nowhere else.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [{ id: 'old', expiration: Duration.days(90) }],
      removalPolicy,
    })
    const reason = 'It is where access logs go; its own would go round in circles.'
    Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S1', reason })
    for (const service of ['logdelivery.elasticloadbalancing', 'delivery.logs']) {
      const principals = [new ServicePrincipal(`${service}.amazonaws.com`)]
      const resources = [bucket.arnForObjects('*')]
      bucket.addToResourcePolicy(new PolicyStatement({ principals, actions: ['s3:PutObject'], resources }))
      const acl = { actions: ['s3:GetBucketAcl'], resources: [bucket.bucketArn] }
      bucket.addToResourcePolicy(new PolicyStatement({ principals, ...acl }))
    }
    const doors: [BaseLoadBalancer, string][] = [
      [this.web, 'web'],
      [this.sql, 'sql'],
    ]
    for (const [door, prefix] of doors) {
      door.setAttribute('access_logs.s3.enabled', 'true')
      door.setAttribute('access_logs.s3.bucket', bucket.bucketName)
      door.setAttribute('access_logs.s3.prefix', prefix)
      door.node.addDependency(bucket)
    }
  }
}
