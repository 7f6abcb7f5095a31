import { createWriteStream } from 'node:fs'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand, PutObjectTaggingCommand, type S3Client } from '@aws-sdk/client-s3'
import type { Dropped } from './dropped.ts'
import { LandingError, TooLargeError } from './errors.ts'
import { requireExtractOf } from './extract-of.ts'
import { digest, type Landed, type Landing, landFile } from './land.ts'

export interface DropLanding extends Omit<Landing, 'now'> {
  readonly s3: S3Client
  readonly now: () => Date
  /** The largest object that fits beside what is made of it, in bytes. */
  readonly mostBytes: number
}

/** An object that cannot land as it is, and why. It stays where it was dropped. */
export interface Refused {
  readonly refused: string
}

/**
 * Lands a dropped object under the time of its drop, so that of two the later drop wins, in whatever order their events
 * come. One that cannot land is noted below `refused/` in the lake. Throws where trying again may help.
 */
export async function landDropped(landing: DropLanding, dropped: Dropped): Promise<Landed | Refused> {
  try {
    const landed = await land(landing, dropped)
    // What is marked as landed may expire; all else stays until somebody has looked at it.
    await mark(landing.s3, dropped)
    return landed
  } catch (error) {
    if (!(error instanceof LandingError)) throw error
    await noteRefusal(landing, dropped, error.message)
    return { refused: error.message }
  }
}

async function land(landing: DropLanding, dropped: Dropped): Promise<Landed> {
  const contract = requireExtractOf(dropped.key)
  if (dropped.size > landing.mostBytes) throw new TooLargeError(dropped.key, dropped.size, landing.mostBytes)
  const { folder, dispose } = await landing.lake.scratch()
  try {
    const file = join(folder, localName(dropped.key))
    await download(landing.s3, dropped, file)
    const atDrop = { ...landing, now: () => dropped.droppedAt }
    return await landFile(atDrop, contract, file, { name: dropped.key })
  } finally {
    await dispose()
  }
}

/** A file's name as no file system objects to it, with the endings that say what it is. */
const localName = (key: string) => `_${basename(key).replaceAll(/[^\w.-]/g, '_')}`.slice(-200)

const place = ({ bucket, key, versionId }: Dropped) => ({ Bucket: bucket, Key: key, VersionId: versionId })

async function download(s3: S3Client, dropped: Dropped, file: string): Promise<void> {
  const { Body } = await s3.send(new GetObjectCommand(place(dropped)))
  await pipeline(Body as Readable, createWriteStream(file))
}

async function mark(s3: S3Client, dropped: Dropped): Promise<void> {
  const Tagging = { TagSet: [{ Key: 'landed', Value: 'true' }] }
  await s3.send(new PutObjectTaggingCommand({ ...place(dropped), Tagging }))
}

async function noteRefusal({ lake, now }: DropLanding, dropped: Dropped, reason: string): Promise<void> {
  const { bucket, key, versionId = '', size, droppedAt } = dropped
  const note = { bucket, key, version_id: versionId, size, dropped_at: droppedAt, refused_at: now(), reason }
  await lake.writeOnce(
    `refused/${digest(bucket, key, versionId, String(droppedAt))}.json`,
    `${JSON.stringify(note)}\n`,
  )
}
