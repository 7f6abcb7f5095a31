import { RemovalPolicy } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'

export interface AlertsProps {
  readonly addresses: readonly string[]
}

/** Where alarms go, and from there to people. */
export class Alerts extends Construct {
  readonly topic: Topic

  constructor(scope: Construct, id: string, { addresses }: AlertsProps) {
    super(scope, id)
    const masterKey = new Key(this, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY })
    masterKey.grantEncryptDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'))
    this.topic = new Topic(this, 'Topic', { masterKey, enforceSSL: true })
    for (const address of addresses) this.topic.addSubscription(new EmailSubscription(address))
  }
}
