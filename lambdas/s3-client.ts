import { S3Client } from '@aws-sdk/client-s3'

/** A client whose addresses hold the bucket's name in their path where an endpoint is named, which may have no names below its own. */
export const s3Client = () => new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined })
