import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { S3Lake } from '../../lambdas/land/s3-lake.ts'
import { s3Client } from '../../lambdas/s3-client.ts'
import { measure } from './measure.ts'

// Moves what a landing moves, and does nothing else: transfer.ts <drop bucket> <key> <to file> <landed file> <lake bucket>
const [Bucket, Key, to = '', landed = '', lake = ''] = process.argv.slice(2)
const s3 = s3Client()
await measure(async () => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }))
  await pipeline(Body as Readable, createWriteStream(to))
  await new S3Lake(s3, lake).publish(landed, 'raw/landed.parquet')
})
process.exit(0)
