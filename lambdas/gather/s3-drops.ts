import { HeadObjectCommand, NotFound, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { Drops } from './gather.ts'

/** The bucket where files are dropped; S3 tells the landing of each. */
export const s3Drops = (s3: S3Client, Bucket: string): Drops => ({
  async has(Key) {
    try {
      await s3.send(new HeadObjectCommand({ Bucket, Key }))
      return true
    } catch (error) {
      if (error instanceof NotFound) return false
      throw error
    }
  },
  async put(Key, Body) {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/x-ndjson' }))
  },
})
