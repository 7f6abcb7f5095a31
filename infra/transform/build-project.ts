import { join } from 'node:path'
import { ArnFormat, type Duration, IgnoreMode, type RemovalPolicy, Stack } from 'aws-cdk-lib'
import { BuildSpec, ComputeType, LinuxArmBuildImage, Project, Source } from 'aws-cdk-lib/aws-codebuild'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Asset } from 'aws-cdk-lib/aws-s3-assets'
import { Construct } from 'constructs'
import { acknowledge, inFindings } from '../grant.ts'
import type { Lake } from '../lake/lake.ts'

export interface BuildProjectProps {
  readonly lake: Lake
  /** How long a build may take. */
  readonly timeout: Duration
  readonly logDays: number
  readonly removalPolicy: RemovalPolicy
}

const ROOT = join(import.meta.dirname, '../..')
// What the command line is made of: a change to anything else does not deploy it anew.
const SOURCES = [
  ...['cli', 'contracts', 'dashboard', 'lambdas', 'maps', 'sample', 'semantic-layer', 'sources', 'sql'],
  ...['package.json', 'package-lock.json', '.npmrc', 'requirements.txt'],
]

/** `cx build --target athena` of this very checkout, fits of models included, on a machine that is there only while it builds. */
export class BuildProject extends Construct {
  readonly project: Project

  constructor(scope: Construct, id: string, props: BuildProjectProps) {
    super(scope, id)
    const { lake, timeout } = props
    const source = new Asset(this, 'Source', {
      path: ROOT,
      exclude: ['*', ...SOURCES.map((each) => `!${each}`), '**/__pycache__', 'sql/target', 'sql/logs'],
      ignoreMode: IgnoreMode.DOCKER,
    })
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('codebuild.amazonaws.com') })
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logDays,
      removalPolicy: props.removalPolicy,
    })
    const encryptionKey = new Key(this, 'Key', {
      enableKeyRotation: true,
      removalPolicy: props.removalPolicy,
    })
    this.project = new Project(this, 'Project', {
      description: 'Builds and tests the marts with Athena.',
      role,
      encryptionKey,
      source: Source.s3({ bucket: source.bucket, path: source.s3ObjectKey }),
      environment: {
        buildImage: LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0,
        computeType: ComputeType.SMALL,
      },
      environmentVariables: environmentOf(lake),
      buildSpec: buildSpec(),
      timeout,
      // The state machine sees to it; this also holds for who starts a build by hand.
      concurrentBuildLimit: 1,
      grantReportGroupPermissions: false,
      logging: { cloudWatch: { logGroup } },
    })
    lake.grantTransform(role)
    this.#acknowledgeDefaults(role)
  }

  #acknowledgeDefaults(role: Role): void {
    const say = (id: string, reason: string) => acknowledge(role, `AwsSolutions-IAM5[${id}]`, reason)
    for (const action of ['s3:GetObject*', 's3:GetBucket*', 's3:List*'])
      say(`Action::${action}`, 'Reads its source from the assets of the deployment.')
    for (const action of ['kms:ReEncrypt*', 'kms:GenerateDataKey*'])
      say(`Action::${action}`, 'A key of its own.')
    const stack = Stack.of(this)
    const logs = stack.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: `/aws/codebuild/${this.project.projectName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })
    say(`Resource::${inFindings(stack.resolve(logs))}`, 'Its own log, whose streams CodeBuild names.')
  }
}

const environmentOf = ({ buckets, transform }: Lake) => {
  const values = {
    CX_ATHENA_LAKE: `s3://${buckets.lake.bucketName}`,
    CX_ATHENA_MARTS: `s3://${buckets.marts.bucketName}`,
    CX_ATHENA_WORKGROUP: transform.name,
    // Which of the two sets of tables is built: the state machine says it anew for each build.
    CX_ATHENA_SUFFIX: '_blue',
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
}

const buildSpec = () =>
  BuildSpec.fromObject({
    version: '0.2',
    phases: {
      install: { 'runtime-versions': { nodejs: 22, python: 3.13 }, commands: ['node cli/setup.mjs'] },
      // A failing data test ends it with an exit code of its own, and the build has failed.
      build: { commands: ['npx cx build --target athena --lake /tmp/lake'] },
    },
  })
