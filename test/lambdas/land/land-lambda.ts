import {
  CreateBucketCommand,
  GetObjectTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type { Context, SQSRecord } from 'aws-lambda'
import { S3Lake } from '../../../lambdas/land/s3-lake.ts'
import { s3Client } from '../../../lambdas/s3-client.ts'
import { startMoto } from '../../aws/moto.ts'
import { KEY } from './lab.ts'

export const DROPS = 'a-drop-bucket'

/** What Lambda says of an invocation. */
export const contextWith = (milliseconds: number) =>
  ({
    functionName: 'land',
    memoryLimitInMB: '4096',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:land',
    awsRequestId: 'a-request',
    getRemainingTimeInMillis: () => milliseconds,
  }) as unknown as Context

/** The function as it is deployed, on buckets of a moto of its own. */
export async function landLambda() {
  const moto = await startMoto()
  const s3 = s3Client()
  for (const Bucket of ['a-lake', DROPS]) await s3.send(new CreateBucketCommand({ Bucket }))
  const VersioningConfiguration = { Status: 'Enabled' } as const
  await s3.send(new PutBucketVersioningCommand({ Bucket: DROPS, VersioningConfiguration }))
  await new SecretsManagerClient().send(new CreateSecretCommand({ Name: 'a-secret', SecretString: KEY }))
  Object.assign(process.env, {
    LAKE_BUCKET: 'a-lake',
    PSEUDONYM_SECRET: 'a-secret',
    MOST_FILE_BYTES: '100000',
    DUCKDB_MEMORY: '1GiB',
    POWERTOOLS_TRACE_ENABLED: 'false',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  })
  const { handler } = await import('../../../lambdas/land/handler.ts')
  return {
    moto,
    s3,
    lake: new S3Lake(s3, 'a-lake'),
    /** Drops an object and gives the message that tells of it. */
    async drop(key: string, body: string | Uint8Array, time = '2025-06-30T12:00:00Z'): Promise<SQSRecord> {
      const size = Buffer.byteLength(body)
      const put = { Bucket: DROPS, Key: key, Body: body, ContentLength: size }
      const { VersionId } = await s3.send(new PutObjectCommand(put))
      const object = { key, size, 'version-id': VersionId }
      return message(
        JSON.stringify({
          'detail-type': 'Object Created',
          time,
          detail: { bucket: { name: DROPS }, object },
        }),
      )
    },
    /** Hands messages to the function; gives the bodies of those that come again. */
    async hand(messages: SQSRecord[], milliseconds = 900_000): Promise<string[]> {
      const { batchItemFailures } = await handler({ Records: messages }, contextWith(milliseconds))
      const again = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
      return messages.filter(({ messageId }) => again.has(messageId)).map(({ body }) => body)
    },
    async tags(key: string) {
      const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket: DROPS, Key: key }))
      return TagSet?.map(({ Key, Value }) => `${Key}=${Value}`)
    },
  }
}

let messages = 0

/** A message of the queue, with what a handler may read of it. */
export const message = (body: string) =>
  ({
    messageId: `message-${++messages}`,
    receiptHandle: 'a-handle',
    body,
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {},
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:drops',
    awsRegion: 'us-east-1',
  }) as unknown as SQSRecord
