import { createHash } from 'node:crypto'
import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { Tracer } from '@aws-lambda-powertools/tracer'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import * as z from 'zod'
import { alertTeller } from '../alert-teller.ts'
import { S3Lake } from '../land/s3-lake.ts'
import { s3Client } from '../s3-client.ts'
import { json, readSettings, text } from '../settings.ts'
import { readBundledSources } from '../sources/bundled.ts'
import { newsIn } from '../unhappy.ts'
import { readAccount } from './account.ts'
import { OvertakenPullError, PullError } from './errors.ts'
import { wantedIn } from './message.ts'
import { type Pulling, pullSource } from './pull.ts'
import type { Pulled } from './stream-pull.ts'

const settings = readSettings(
  z.object({
    SOURCES_FILE: text,
    LAKE_BUCKET: text,
    DROP_BUCKET: text,
    PULL_QUEUE: text,
    LOW_SCORES: json(z.record(z.string(), z.number())),
    /** The secret of each source's account. */
    ACCOUNTS: json(z.record(z.string(), z.string())),
  }),
  process.env,
)
const logger = new Logger({ serviceName: 'pull' })
const metrics = new Metrics({ namespace: 'CxWarehouse', serviceName: 'pull' })
const tracer = new Tracer({ serviceName: 'pull' })
const s3 = tracer.captureAWSv3Client(s3Client())
const sqs = tracer.captureAWSv3Client(new SQSClient({ useQueueUrlAsEndpoint: !process.env.AWS_ENDPOINT_URL }))
const tell = alertTeller((client) => tracer.captureAWSv3Client(client))
const sources = readBundledSources(settings.SOURCES_FILE)

// What a page with its pauses, and the files at the end, may take.
const LEAST_MS = 180_000

/** Pulls the sources that a batch of messages names, each once. One that fails comes again; one that is not done goes on with the next. */
export async function handler({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const failed = new Set<string>()
  const wanted = new Map<string, string[]>()
  for (const { body, messageId } of Records) {
    try {
      const source = wantedIn(body)
      wanted.set(source, [...(wanted.get(source) ?? []), messageId])
    } catch (error) {
      logger.error('A message names no source', { messageId, error })
      failed.add(messageId)
    }
  }
  for (const [name, ids] of wanted) if (!(await pulled(name, context))) for (const id of ids) failed.add(id)
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
  return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) }
}

async function pulled(name: string, context: Context): Promise<boolean> {
  try {
    const streams = await pull(name, () => context.getRemainingTimeInMillis() > LEAST_MS)
    for (const stream of streams) report(stream)
    if (streams.some(({ whole }) => !whole)) await goOn(name)
    return true
  } catch (error) {
    if (error instanceof OvertakenPullError) {
      logger.info('A source is pulled already', { source: name, reason: error.message })
      return true
    }
    logger.error('A source could not be pulled', { source: name, error })
    metrics.addMetric('PullsFailed', MetricUnit.Count, 1)
    return false
  }
}

async function pull(name: string, hasTime: () => boolean): Promise<Pulled[]> {
  const source = sources.find((each) => each.name === name)
  const secret = settings.ACCOUNTS[name]
  if (!source || !secret)
    throw new PullError(
      `There is no source ${name} in this deployment. Allowed: ${Object.keys(settings.ACCOUNTS).join(', ')}.`,
    )
  const account = await readAccount(name, secret, (client) => tracer.captureAWSv3Client(client))
  if (Object.keys(account).length === 0) {
    logger.warn('A source has no account yet', { source: name, secret })
    return []
  }
  const drop: Pulling['drop'] = async (Key, Body, rows) => {
    await s3.send(new PutObjectCommand({ Bucket: settings.DROP_BUCKET, Key, Body }))
    await tell(
      newsIn(rows, {
        source: name,
        receipt: createHash('sha256').update(Key).digest('hex'),
        lowScores: settings.LOW_SCORES,
        now: new Date(),
      }),
    )
  }
  return pullSource({ lake: new S3Lake(s3, settings.LAKE_BUCKET), account, drop, hasTime }, source)
}

function report(stream: Pulled): void {
  if (stream.added.length + stream.missing.length > 0)
    logger.warn('A source has changed its fields', { ...stream })
  else logger.info('A stream was pulled', { ...stream })
  metrics.addMetric('RecordsPulled', MetricUnit.Count, stream.records)
  metrics.addMetric('FieldsMissing', MetricUnit.Count, stream.missing.length)
}

const goOn = (source: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl: settings.PULL_QUEUE, MessageBody: JSON.stringify({ source }) }))
