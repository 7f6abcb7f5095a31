import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { AssetHashType, BundlingOutput, DockerImage } from 'aws-cdk-lib'
import { Asset } from 'aws-cdk-lib/aws-s3-assets'
import type { Construct } from 'constructs'

const FOLDER = join(import.meta.dirname, '../../semantic-layer')

/** The model, the dashboard and the server as one object in S3, whose name is the digest of what it holds. */
export const program = (scope: Construct) =>
  new Asset(scope, 'Program', {
    path: FOLDER,
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: it is made on this machine.
      image: DockerImage.fromRegistry('none'),
      outputType: BundlingOutput.SINGLE_FILE,
      local: {
        tryBundle(output) {
          execFileSync(process.execPath, [join(FOLDER, 'deployed/bundle.ts'), join(output, 'server.mjs')], {
            stdio: ['ignore', 2, 2],
          })
          return true
        },
      },
    },
  })
