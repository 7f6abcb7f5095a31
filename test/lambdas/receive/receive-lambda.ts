import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge'
import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { execa } from 'execa'
import { s3Client } from '../../../lambdas/s3-client.ts'
import { startMoto } from '../../aws/moto.ts'
import { newFolder } from '../land/lab.ts'
import { message } from '../land/land-lambda.ts'

export const SECRETS = {
  typeform: 'a secret of typeform',
  zendesk: ['a new secret of zendesk', 'an old secret of zendesk'],
  judgeme: 'a secret of judge.me',
  qualtrics: 'a secret of qualtrics',
  generic: `whsec_${randomBytes(24).toString('base64')}`,
}

const ROOT = join(import.meta.dirname, '../../..')
const QUIET = {
  POWERTOOLS_TRACE_ENABLED: 'false',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
}

/** The functions that take webhooks in, as they are deployed, on a moto of their own. */
export async function receiveLambda() {
  const moto = await startMoto()
  await s3Client().send(new CreateBucketCommand({ Bucket: 'drops' }))
  await new SecretsManagerClient().send(
    new CreateSecretCommand({ Name: 'webhooks', SecretString: JSON.stringify(SECRETS) }),
  )
  await new DynamoDBClient().send(
    new CreateTableCommand({
      TableName: 'newest',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    }),
  )
  const [received, alerts, pulls] = [await queue('received'), await queue('alerts'), await queue('pulls')]
  await sendAlertsTo(alerts)
  const SOURCES_FILE = join(newFolder(), 'sources.json')
  await execa('node', [join(ROOT, 'lambdas/sources/bundle.ts'), SOURCES_FILE])
  Object.assign(process.env, QUIET, {
    SOURCES_FILE,
    WEBHOOK_SECRETS: 'webhooks',
    MOST_BODY_BYTES: '20000',
    LOW_SCORES: '{"nps":4,"csat":2,"ces":2,"rating":2}',
    RECEIVED_QUEUE: received,
    PULL_QUEUE: pulls,
    DROP_BUCKET: 'drops',
    NEWEST_ROWS: 'newest',
  })
  const receive = await import('../../../lambdas/receive/handler.ts')
  const gather = await import('../../../lambdas/gather/handler.ts')
  return {
    moto,
    post: async (source: string, body: string | Buffer, headers: Record<string, string>) => {
      const { statusCode, body: text } = await receive.handler(httpEvent(source, body, headers))
      return { status: statusCode, ...JSON.parse(text ?? '') }
    },
    waiting: () => take(received),
    pulls: () => take(pulls),
    alerts: async () => (await take(alerts)).map((body) => JSON.parse(body)),
    /** Hands messages to the gathering; gives the bodies of those that come again. */
    gather: async (bodies: readonly string[]) => {
      const Records = bodies.map(message)
      const { batchItemFailures } = await gather.handler({ Records })
      const again = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
      return Records.filter(({ messageId }) => again.has(messageId)).map(({ body }) => body)
    },
  }
}

const sqs = () => new SQSClient({ useQueueUrlAsEndpoint: false })

export async function queue(QueueName: string): Promise<string> {
  return (await sqs().send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? ''
}

/** What a rule picks up that somebody wrote for alerts. */
export async function sendAlertsTo(QueueUrl: string): Promise<void> {
  const { Attributes } = await sqs().send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  )
  const events = new EventBridgeClient()
  const EventPattern = JSON.stringify({ source: ['cx-warehouse'], 'detail-type': ['Customer unhappy'] })
  await events.send(new PutRuleCommand({ Name: 'alerts', EventPattern }))
  const Targets = [{ Id: 'queue', Arn: Attributes?.QueueArn ?? '' }]
  await events.send(new PutTargetsCommand({ Rule: 'alerts', Targets }))
}

/** Takes all messages out of a queue. */
export async function take(QueueUrl: string): Promise<string[]> {
  const { Messages = [] } = await sqs().send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
  for (const { ReceiptHandle } of Messages)
    await sqs().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
  if (Messages.length === 0) return []
  return [...Messages.map(({ Body = '' }) => Body), ...(await take(QueueUrl))]
}

/** What API Gateway makes of a request (payload format 2.0). */
export function httpEvent(source: string, body: string | Buffer, headers: Record<string, string>) {
  const isBase64Encoded = typeof body !== 'string'
  return {
    pathParameters: { source },
    headers,
    body: isBase64Encoded ? body.toString('base64') : body,
    isBase64Encoded,
  } as unknown as APIGatewayProxyEventV2
}
