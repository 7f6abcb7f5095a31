import { RemovalPolicy } from 'aws-cdk-lib'
import type { IRole } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { grant } from '../grant.ts'

/** Where roles hear of what their customers say. Who subscribes filters by the attribute `role`. */
export class RoleTopic extends Construct {
  readonly topic: Topic
  readonly #key: Key

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.#key = new Key(this, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY })
    this.topic = new Topic(this, 'Topic', { masterKey: this.#key, enforceSSL: true })
  }

  grantTell(role: IRole): void {
    grant(role, ['sns:Publish'], [this.topic.topicArn])
    this.#key.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey')
  }
}
