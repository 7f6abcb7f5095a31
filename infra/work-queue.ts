import { Duration } from 'aws-cdk-lib'
import { SqsEventSource, type SqsEventSourceProps } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { WarehouseFunction } from './warehouse-function.ts'

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

  /** Has a function work it off. Of a batch only what failed comes again. */
  feed(worker: WarehouseFunction, batches: Omit<SqsEventSourceProps, 'reportBatchItemFailures'>): void {
    worker.function.addEventSource(
      new SqsEventSource(this.queue, { ...batches, reportBatchItemFailures: true }),
    )
  }

  /** How many messages wait for somebody to look at them. */
  metricDeadLetters = () =>
    this.deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) })
}
