import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { Tracer } from '@aws-lambda-powertools/tracer'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import * as z from 'zod'
import { s3Client } from '../s3-client.ts'
import { secretReader } from '../secret.ts'
import { bytes, readSettings, text } from '../settings.ts'
import { droppedIn } from './dropped.ts'
import { NoTimeLeftError } from './errors.ts'
import type { Landed } from './land.ts'
import { type DropLanding, landDropped } from './land-dropped.ts'
import { S3Lake } from './s3-lake.ts'

const settings = readSettings(
  z.object({ LAKE_BUCKET: text, PSEUDONYM_SECRET: text, MOST_FILE_BYTES: bytes, DUCKDB_MEMORY: text }),
  process.env,
)
const logger = new Logger({ serviceName: 'land' })
const metrics = new Metrics({ namespace: 'CxWarehouse', serviceName: 'land' })
const tracer = new Tracer({ serviceName: 'land' })
const s3 = tracer.captureAWSv3Client(s3Client())
const pseudonymKey = secretReader(settings.PSEUDONYM_SECRET, (client) => tracer.captureAWSv3Client(client))
const processor = new BatchProcessor(EventType.SQS)

// What a file needs at least; one that is not begun comes again with the next batch.
const LEAST_MS = 60_000

/** Lands the objects that a batch of messages names, one after the other. Only those that failed come again. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  try {
    // Each landing takes all memory that there is: two at once would be slower and might not fit.
    const options = { context, processInParallel: false, throwOnFullBatchFailure: false }
    return await processPartialResponse(
      event,
      (record: SQSRecord) => take(record, context),
      processor,
      options,
    )
  } finally {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
  }
}

async function take(record: SQSRecord, context: Context): Promise<void> {
  try {
    if (context.getRemainingTimeInMillis() < LEAST_MS) throw new NoTimeLeftError()
    const dropped = droppedIn(record.body)
    // The console makes a folder by an empty object of that name.
    if (dropped.key.endsWith('/') && dropped.size === 0) return
    report(dropped.key, await landDropped(await landing(), dropped))
  } catch (error) {
    logger.error('A message could not be worked off and comes again', { messageId: record.messageId, error })
    throw error
  }
}

async function landing(): Promise<DropLanding> {
  const key = await pseudonymKey()
  return {
    s3,
    lake: new S3Lake(s3, settings.LAKE_BUCKET),
    now: () => new Date(),
    pseudonymKey: () => key,
    mostBytes: settings.MOST_FILE_BYTES,
    memory: settings.DUCKDB_MEMORY,
  }
}

function report(key: string, outcome: Awaited<ReturnType<typeof landDropped>>): void {
  if ('refused' in outcome) {
    metrics.addMetric('FilesRefused', MetricUnit.Count, 1)
    logger.warn('A file was refused', { key, reason: outcome.refused })
    return
  }
  logger.info(outcome.already ? 'A file had landed before' : 'A file has landed', { key, ...outcome })
  if (!outcome.already) count(outcome)
}

function count({ received, landed, quarantined, duplicates }: Landed): void {
  metrics.addMetric('FilesLanded', MetricUnit.Count, 1)
  const rows = { Received: received, Landed: landed, Quarantined: quarantined, Duplicate: duplicates }
  for (const [name, value] of Object.entries(rows)) metrics.addMetric(`Rows${name}`, MetricUnit.Count, value)
}
