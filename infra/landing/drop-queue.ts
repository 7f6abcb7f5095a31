import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { WorkQueue, type WorkQueueProps } from '../work-queue.ts'

export interface DropQueueProps extends WorkQueueProps {
  readonly drops: Bucket
}

/** A message for each object that is dropped. */
export class DropQueue extends WorkQueue {
  constructor(scope: Construct, id: string, { drops, ...props }: DropQueueProps) {
    super(scope, id, props)
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
