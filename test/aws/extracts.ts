import { createReadStream } from 'node:fs'
import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { DuckDBInstance } from '@duckdb/node-api'
import { identifier } from '../../contracts/bulk.ts'
import { quote } from '../../contracts/columns/kind.ts'
import { nameWithoutEndings } from '../../lambdas/land/format.ts'
import { readMap } from '../../lambdas/land/map.ts'
import { s3Client } from '../../lambdas/s3-client.ts'
import { cx } from '../built-lake.ts'
import { bucket } from './resource.ts'

const MAPS = join(import.meta.dirname, '../../maps')

const newFolder = () => mkdtemp(join(tmpdir(), 'cx-extracts-'))
const filesIn = async (folder: string) => (await readdir(folder)).sort().map((name) => join(folder, name))

/** The extracts of a small made-up retailer, with the dirt that real ones have. */
export async function sampleExtracts(): Promise<string[]> {
  const folder = join(await newFolder(), 'extracts')
  const { exitCode, stderr } = await cx(
    'sample',
    '--stores',
    '50',
    '--months',
    '18',
    '--out',
    folder,
    '--quiet',
  )
  if (exitCode !== 0) throw new Error(stderr)
  const files = await filesIn(folder)
  // What the sample knows about itself is no extract.
  return files.filter((file) => !/truth/.test(basename(file)))
}

/** The extracts that a map makes of real files: a drop has no map, so they are made before. */
export async function mappedExtracts(files: string, map: string): Promise<string[]> {
  const folder = await newFolder()
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run("set TimeZone = 'UTC'")
  for (const file of await filesIn(files))
    await connection.run(
      `create view ${identifier(nameWithoutEndings(file))} as from read_csv(${quote(file)}, all_varchar = true)`,
    )
  for (const { contract, sql } of await readMap(join(MAPS, map)))
    await connection.run(
      `copy (${sql}\n) to ${quote(join(folder, `${contract.name}.parquet`))} (format parquet)`,
    )
  return filesIn(folder)
}

/** Drops files as a person does, into a folder. */
export async function drop(files: readonly string[], folder: string): Promise<void> {
  for (const file of files) {
    const Key = keyOf(file, folder)
    await s3Client().send(
      new PutObjectCommand({ Bucket: bucket('Drops'), Key, Body: createReadStream(file) }),
    )
  }
}

export const keyOf = (file: string, folder: string) => `${folder}/${basename(file)}`
