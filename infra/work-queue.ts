import { Duration } from 'aws-cdk-lib'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

export interface WorkQueueProps {
  /** How long the function works at most; a message is not shown to another one meanwhile. */
  readonly timeout: Duration
}

const TRIES = 5

/** What waits to be worked off by a function. What fails every time waits two weeks for somebody to look at it. */
export class WorkQueue extends Construct {
  readonly queue: Queue
  readonly deadLetters: Queue

  constructor(scope: Construct, id: string, { timeout }: WorkQueueProps) {
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
  }
}
