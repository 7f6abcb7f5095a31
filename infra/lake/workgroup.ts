import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'

export interface WorkgroupProps {
  readonly name: string
  readonly description: string
  readonly results: Bucket
  readonly key: IKey
  /** The most that one query may read. */
  readonly scanLimitGiB: number
}

/** Whose queries Athena runs, on which engine, and how much each may read. What a query asks for differently is ignored. */
export class Workgroup extends Construct {
  readonly name: string

  constructor(scope: Construct, id: string, props: WorkgroupProps) {
    super(scope, id)
    const { name, description, results, key, scanLimitGiB } = props
    this.name = name
    new CfnWorkGroup(this, 'Workgroup', {
      name,
      description,
      // Its queries' history goes with it; their results expire by themselves.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: scanLimitGiB * 1024 ** 3,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: results.s3UrlForObject(`${name}/`),
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn },
        },
      },
    })
  }
}
