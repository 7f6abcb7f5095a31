import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { Tracer } from '@aws-lambda-powertools/tracer'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import * as z from 'zod'
import type { Received } from '../receive/receive.ts'
import { s3Client } from '../s3-client.ts'
import { readSettings, text } from '../settings.ts'
import { gather } from './gather.ts'
import { receivedIn } from './message.ts'
import { NewestRowsTable } from './newest-rows.ts'
import { s3Drops } from './s3-drops.ts'

const settings = readSettings(z.object({ DROP_BUCKET: text, NEWEST_ROWS: text }), process.env)
const logger = new Logger({ serviceName: 'gather' })
const metrics = new Metrics({ namespace: 'CxWarehouse', serviceName: 'gather' })
const tracer = new Tracer({ serviceName: 'gather' })
const gathering = {
  drops: s3Drops(tracer.captureAWSv3Client(s3Client()), settings.DROP_BUCKET),
  newest: new NewestRowsTable(tracer.captureAWSv3Client(new DynamoDBClient()), settings.NEWEST_ROWS),
}

/** Makes files to land of what was received within a minute. A message that is none comes again alone, until the dead-letter queue. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const received = new Map<string, Received>()
  const failed: string[] = []
  for (const record of Records) {
    try {
      received.set(record.messageId, receivedIn(record.body))
    } catch (error) {
      logger.error('A message is no webhook', { messageId: record.messageId, error })
      failed.push(record.messageId)
    }
  }
  try {
    for (const { key, ...rows } of await gather(gathering, [...received.values()])) {
      logger.info('Received rows were put into a file to land', { key, ...rows })
      metrics.addMetric('RowsGathered', MetricUnit.Count, rows.rows)
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
  } catch (error) {
    logger.error('Messages could not be gathered and come again', { error })
    return { batchItemFailures: Records.map(again) }
  } finally {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
  }
}

const again = ({ messageId }: SQSRecord) => ({ itemIdentifier: messageId })
