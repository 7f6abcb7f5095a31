import { Duration } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

export interface DropQueueProps {
  readonly drops: Bucket
  /** How long the function works at most; a message is not shown to another one meanwhile. */
  readonly timeout: Duration
}

const TRIES = 5

/** A message for each object that is dropped. What fails every time waits two weeks for somebody to look at it. */
export class DropQueue extends Construct {
  readonly queue: Queue
  readonly deadLetters: Queue

  constructor(scope: Construct, id: string, { drops, timeout }: DropQueueProps) {
    super(scope, id)
    const closed = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    }
    this.deadLetters = new Queue(this, 'DeadLetters', closed)
    this.queue = new Queue(this, 'Queue', {
      ...closed,
      // Six times, as Lambda asks of queues that it reads: throttled batches count as tries.
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: TRIES },
    })
    new Rule(this, 'Dropped', {
      description: 'Tells the landing of every dropped object.',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [drops.bucketName] } },
      },
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetters })],
    })
  }
}
