import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import type { Lake } from './lake.ts'

const PRECONDITION_FAILED = 412

/** A lake in a bucket. S3 shows whole objects only, and writes an object unless it is there where it is asked to. */
export class S3Lake implements Lake {
  readonly #s3: S3Client
  readonly #bucket: string

  constructor(s3: S3Client, bucket: string) {
    this.#s3 = s3
    this.#bucket = bucket
  }

  async read(key: string): Promise<string | undefined> {
    try {
      const { Body } = await this.#s3.send(new GetObjectCommand(this.#at(key)))
      return await Body?.transformToString()
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined
      throw error
    }
  }

  async writeOnce(key: string, text: string): Promise<boolean> {
    const object = { ...this.#at(key), Body: text, ContentType: 'application/json', IfNoneMatch: '*' }
    try {
      await this.#s3.send(new PutObjectCommand(object))
      return true
    } catch (error) {
      if (statusOf(error) === PRECONDITION_FAILED) return false
      // A write of the same key at the same moment gives 409. It is thrown: the message that asked for this comes again.
      throw error
    }
  }

  async publish(localFile: string, key: string): Promise<void> {
    // In parts, each of which is sent again where it is lost; a stream alone could not be.
    const upload = new Upload({
      client: this.#s3,
      params: { ...this.#at(key), Body: createReadStream(localFile) },
    })
    await upload.done()
    await rm(localFile)
  }

  async remove(key: string): Promise<void> {
    await this.#s3.send(new DeleteObjectCommand(this.#at(key)))
  }

  async list(prefix: string): Promise<string[]> {
    const keys: string[] = []
    const folder = { Bucket: this.#bucket, Prefix: prefix === '.' ? '' : `${prefix}/` }
    for await (const page of paginateListObjectsV2({ client: this.#s3 }, folder)) {
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key)
    }
    return keys.sort()
  }

  async scratch() {
    const folder = await mkdtemp(join(tmpdir(), 'cx-landing-'))
    return { folder, dispose: () => rm(folder, { recursive: true, force: true }) }
  }

  #at = (key: string) => ({ Bucket: this.#bucket, Key: key })
}

const statusOf = (error: unknown) =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
