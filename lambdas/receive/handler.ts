import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { Tracer } from '@aws-lambda-powertools/tracer'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import * as z from 'zod'
import { alertTeller } from '../alert-teller.ts'
import { bytes, json, readSettings, text } from '../settings.ts'
import { readBundledSources } from '../sources/bundled.ts'
import { RefusedError } from './errors.ts'
import { type Receiving, receive } from './receive.ts'
import type { Request } from './request.ts'
import { webhookSecrets } from './secrets.ts'

const settings = readSettings(
  z.object({
    SOURCES_FILE: text,
    WEBHOOK_SECRETS: text,
    MOST_BODY_BYTES: bytes,
    LOW_SCORES: json(z.record(z.string(), z.number())),
    RECEIVED_QUEUE: text,
    PULL_QUEUE: text,
  }),
  process.env,
)
const logger = new Logger({ serviceName: 'receive' })
const metrics = new Metrics({ namespace: 'CxWarehouse', serviceName: 'receive' })
const tracer = new Tracer({ serviceName: 'receive' })
// An endpoint that is named, as in tests, is where the queue is, too.
const sqs = tracer.captureAWSv3Client(new SQSClient({ useQueueUrlAsEndpoint: !process.env.AWS_ENDPOINT_URL }))
const send = (QueueUrl: string, body: object) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }))

const receiving: Receiving = {
  sources: readBundledSources(settings.SOURCES_FILE).filter(({ webhook }) => webhook),
  secretsOf: webhookSecrets(tracer.captureAWSv3Client(new SecretsManagerClient()), settings.WEBHOOK_SECRETS),
  now: () => new Date(),
  mostBytes: settings.MOST_BODY_BYTES,
  lowScores: settings.LOW_SCORES,
  queue: async (received) => void (await send(settings.RECEIVED_QUEUE, received)),
  pull: async (source) => void (await send(settings.PULL_QUEUE, { source })),
  tell: alertTeller((client) => tracer.captureAWSv3Client(client)),
}

/** Answers a webhook: 202 with its receipt once it is kept, or why it is not. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const request = requestOf(event)
  try {
    const receipt = await receive(receiving, request)
    logger.info('A webhook was taken in', { source: request.source, ...receipt })
    metrics.addMetric('WebhooksReceived', MetricUnit.Count, 1)
    return answer(202, receipt)
  } catch (error) {
    if (!(error instanceof RefusedError)) {
      logger.error('A webhook could not be taken in; its sender is asked to try again', {
        source: request.source,
        error,
      })
      return answer(500, { error: 'It could not be kept. Send it again: the same webhook counts once.' })
    }
    logger.warn('A webhook was refused', {
      source: request.source,
      status: error.status,
      reason: error.message,
    })
    metrics.addMetric('WebhooksRefused', MetricUnit.Count, 1)
    return answer(error.status, { error: error.message })
  } finally {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
  }
}

const requestOf = ({
  pathParameters,
  headers,
  body = '',
  isBase64Encoded,
}: APIGatewayProxyEventV2): Request => ({
  source: pathParameters?.source ?? '',
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
})

const answer = (statusCode: number, body: object) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
