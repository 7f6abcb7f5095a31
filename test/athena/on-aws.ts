import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { buildOnAthena } from '../../cli/warehouse/athena/build.ts'
import { athenaPlace } from '../../cli/warehouse/athena/place.ts'
import type { FolderLake } from '../../lambdas/land/folder-lake.ts'
import { S3Lake } from '../../lambdas/land/s3-lake.ts'
import { s3Client } from '../../lambdas/s3-client.ts'
import { startMoto } from '../aws/moto.ts'
import { type AthenaEndpoint, startAthenaEndpoint } from './endpoint/endpoint.ts'
import type { Engine } from './engines.ts'
import { startTrinoOnAws } from './trino/server.ts'

const LAKE = 'cx-lake'

export interface AthenaEngine extends Engine {
  readonly endpoint: AthenaEndpoint
}

/** `cx build --target athena`: dbt-athena and the AWS SDKs as they are, before moto and an Athena-shaped endpoint. */
export async function athenaOnAws(java: string, folder: string): Promise<AthenaEngine> {
  const moto = await startMoto()
  const trino = await startTrinoOnAws(java, folder, moto.environment.AWS_ENDPOINT_URL ?? '')
  const endpoint = await startAthenaEndpoint(trino.place)
  process.env.AWS_ENDPOINT_URL_ATHENA = endpoint.url
  // Python's SDK looks for a profile of that name, even of none.
  delete process.env.AWS_PROFILE
  for (const Bucket of [LAKE, 'cx-marts']) await s3Client().send(new CreateBucketCommand({ Bucket }))
  const place = athenaPlace({
    AWS_REGION: 'us-east-1',
    CX_ATHENA_LAKE: `s3://${LAKE}`,
    CX_ATHENA_MARTS: 's3://cx-marts',
    CX_ATHENA_WORKGROUP: 'cx-transform',
    CX_ATHENA_THREADS: '2',
    CX_ATHENA_POLL_SECONDS: '0.05',
  })
  return {
    name: 'Athena',
    target: 'athena',
    endpoint,
    place: trino.place,
    build: async (context, options) => {
      await copyLake(context.lake)
      return buildOnAthena(context, place, options)
    },
    scannedSince: async (time) => endpoint.scannedSince(time),
    fileOf: fetched(folder),
    close: async () => {
      await endpoint.close()
      await trino.close()
      await moto.stop()
    },
  }
}

/** What has landed in the folder and is not in the bucket yet: the Lambda lands the very same bytes. */
export async function copyLake(lake: FolderLake): Promise<void> {
  const there = new Set(await new S3Lake(s3Client(), LAKE).list('.'))
  for (const area of ['raw', 'ledger']) {
    for (const Key of (await lake.list(area)).filter((key) => !there.has(key))) {
      const Body = await readFile(join(lake.folder, Key))
      await s3Client().send(new PutObjectCommand({ Bucket: LAKE, Key, Body }))
    }
  }
}

/** Fetches an object into a folder, where DuckDB opens it. */
export function fetched(folder: string) {
  let number = 0
  return async (uri: string): Promise<string> => {
    const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.*)$/.exec(uri) ?? []
    const { Body } = await s3Client().send(new GetObjectCommand({ Bucket, Key }))
    number += 1
    const file = join(folder, `fetched-${number}.parquet`)
    await pipeline(Body as Readable, createWriteStream(file))
    return file
  }
}
