import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda'
import { expect } from 'vitest'
import { message } from '../lambdas/land/land-lambda.ts'
import { resource } from './resource.ts'

/** Hands what waits in a deployed queue to a function, as Lambda does; gives the number of messages. */
export async function workOff(
  queue: string,
  handler: (event: { Records: SQSRecord[] }) => Promise<SQSBatchResponse>,
): Promise<number> {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false })
  const QueueUrl = resource('AWS::SQS::Queue', queue)
  for (let total = 0; ; ) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
    if (Messages.length === 0) return total
    total += Messages.length
    const Records = Messages.map(({ Body = '' }) => message(Body))
    expect(await handler({ Records })).toEqual({ batchItemFailures: [] })
    for (const { ReceiptHandle } of Messages)
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
  }
}
