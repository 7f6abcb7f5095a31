import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { Tracer } from '@aws-lambda-powertools/tracer'
import { AthenaClient } from '@aws-sdk/client-athena'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import * as z from 'zod'
import { Alert } from '../alert.ts'
import { rowsOf } from '../athena.ts'
import { S3Lake } from '../land/s3-lake.ts'
import { s3Client } from '../s3-client.ts'
import { secretReader } from '../secret.ts'
import { readSettings, text } from '../settings.ts'
import { MART_ALERTS, type MartAlert, routable } from './mart-alerts.ts'
import { type Message, type Routable, type Routed, type Routing, route } from './route.ts'
import { readRoutes } from './routes.ts'
import { type Addresses, sendByHttp, subjectOf, textOf } from './send.ts'

const settings = readSettings(
  z.object({
    LAKE_BUCKET: text,
    ALERTS_TOPIC: text,
    ADDRESSES_SECRET: text,
    WORKGROUP: text,
    ROUTES_FILE: text,
  }),
  process.env,
)
const logger = new Logger({ serviceName: 'route' })
const metrics = new Metrics({ namespace: 'CxWarehouse', serviceName: 'route' })
const tracer = new Tracer({ serviceName: 'route' })
const routes = readRoutes(settings.ROUTES_FILE)
const sns = tracer.captureAWSv3Client(new SNSClient())
const athena = tracer.captureAWSv3Client(new AthenaClient())
const lake = new S3Lake(tracer.captureAWSv3Client(s3Client()), settings.LAKE_BUCKET)
const addresses = secretReader(settings.ADDRESSES_SECRET, (client) => tracer.captureAWSv3Client(client))
const processor = new BatchProcessor(EventType.SQS)

const Envelope = z.object({ detail: Alert })

/** Routes the alerts of single customers that a queue holds, or, asked by a build, those of the marts. */
export async function handler(
  event: SQSEvent | object,
  context: Context,
): Promise<SQSBatchResponse | Summary> {
  try {
    if (!('Records' in event)) return await routeMarts()
    const options = { context, processInParallel: false, throwOnFullBatchFailure: false }
    return await processPartialResponse(event, take, processor, options)
  } finally {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
  }
}

interface Summary {
  readonly sent: number
  readonly already: number
}

async function take({ body, messageId }: SQSRecord): Promise<void> {
  const alert = Envelope.safeParse(JSON.parse(body))
  if (!alert.success)
    throw new Error(`The message ${messageId} holds no alert: it goes to the dead-letter queue.`)
  await tell(alert.data.detail)
}

/** All of them, also where some fail: those alone are tried again. */
async function routeMarts(): Promise<Summary> {
  const rows = await rowsOf(athena, MART_ALERTS, settings.WORKGROUP)
  const alerts = rows.map((row) => routable(row as unknown as MartAlert))
  const outcomes = []
  for (const alert of alerts) outcomes.push(await tell(alert).catch((error: Error) => error))
  const failed = outcomes.filter((outcome) => outcome instanceof Error)
  if (failed.length > 0)
    throw new Error(`${failed.length} of ${alerts.length} alerts could not be sent. ${failed[0]?.message}`)
  const already = outcomes.filter((outcome) => !(outcome instanceof Error) && outcome.already).length
  return { sent: alerts.length - already, already }
}

async function tell(alert: Routable): Promise<Routed> {
  try {
    const routed = await route(await routing(), alert)
    if (!routed.already) metrics.addMetric('AlertsSent', MetricUnit.Count, 1)
    logger.info('An alert was routed', { ...routed })
    return routed
  } catch (error) {
    metrics.addMetric('AlertsFailed', MetricUnit.Count, 1)
    logger.error('An alert could not be sent', { alert_id: alert.alert_id, error: error as Error })
    throw error
  }
}

async function routing(): Promise<Routing> {
  const byHttp = sendByHttp(JSON.parse(await addresses()) as Addresses)
  return {
    lake,
    routes,
    now: () => new Date(),
    send: (message, channel) => (channel.by === 'sns' ? publish(message) : byHttp(message, channel)),
  }
}

/** Whoever subscribes filters by the role. */
async function publish(message: Message): Promise<string> {
  const { MessageId = '' } = await sns.send(
    new PublishCommand({
      TopicArn: settings.ALERTS_TOPIC,
      Subject: subjectOf(message),
      Message: textOf(message),
      MessageAttributes: { role: { DataType: 'String', StringValue: message.role } },
    }),
  )
  return MessageId
}
