import { createReadStream } from 'node:fs'
import { copyFile, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { Upload } from '@aws-sdk/lib-storage'
import { formatBytes, formatCount } from '../cli/ui/format.ts'
import { FolderLake } from '../lambdas/land/folder-lake.ts'
import { readLedger } from '../lambdas/land/ledger.ts'
import { S3Lake } from '../lambdas/land/s3-lake.ts'
import { s3Client } from '../lambdas/s3-client.ts'
import { startMoto } from '../test/aws/moto.ts'
import { type BenchOptions, besidePeer, type Finding, inTurn, type Run, runAlone, seconds } from './bench.ts'
import { landAlone, orderLines, ROWS } from './landing.ts'

const WORK = join(import.meta.dirname, 'work')
const DROPS = 'drops'
const SECRET = 'pseudonyms'

/**
 * The bundled land function on a stand-in for S3, beside landing the same file in a folder, and what of that is moving bytes.
 */
export async function againstFolder(options: BenchOptions, bundle: string): Promise<Finding[]> {
  const { scratch, say } = options
  const rounds = Math.min(options.rounds, 3)
  const file = await orderLines(options, ROWS)
  const moto = await startMoto()
  try {
    const event = await drop(file)
    say(`lands ${formatBytes((await stat(file)).size)} from a bucket and in a folder, ${rounds} times`)
    const { folder, lambda, transfer } = await inTurn(rounds, {
      folder: (round) => landAlone(file, folderOf(scratch, round)),
      lambda: (round) => landFromBucket(bundle, event, `lake-${round}`),
      transfer: (round) => transferAlone(file, scratch, round),
    })
    const what = `land ${formatCount(ROWS, 'row')} from a bucket: `
    return [...besidePeer([what, 'a folder'], lambda, folder), ofMovingBytes(transfer, lambda)]
  } finally {
    await moto.stop()
  }
}

const folderOf = (scratch: string, round: number) => join(scratch, `lake-${round}`)

/** Puts the file where the function finds it. Gives the event that tells of it. */
async function drop(file: string): Promise<string> {
  const [s3, key] = [s3Client(), basename(file)]
  await s3.send(new CreateBucketCommand({ Bucket: DROPS }))
  // In parts, like anything large: one whole stream keeps moto busy for minutes.
  const params = { Bucket: DROPS, Key: key, Body: createReadStream(file) }
  await new Upload({ client: s3, params }).done()
  await new SecretsManagerClient().send(new CreateSecretCommand({ Name: SECRET, SecretString: 'a key' }))
  const object = { key, size: (await stat(file)).size }
  return JSON.stringify({
    ...{ 'detail-type': 'Object Created', time: new Date() },
    detail: { bucket: { name: DROPS }, object },
  })
}

async function landFromBucket(bundle: string, event: string, Bucket: string) {
  await s3Client().send(new CreateBucketCommand({ Bucket }))
  Object.assign(process.env, {
    ...{ LAKE_BUCKET: Bucket, PSEUDONYM_SECRET: SECRET, POWERTOOLS_METRICS_DISABLED: 'true' },
    // As the stage dev has them.
    ...{ MOST_FILE_BYTES: '1700000000', DUCKDB_MEMORY: '2105MiB' },
  })
  const run = await runAlone(process.execPath, [join(WORK, 'land-dropped.ts'), bundle, event])
  const [entry] = await readLedger(new S3Lake(s3Client(), Bucket))
  if (entry?.landed !== ROWS) throw new Error(`Of ${ROWS} rows ${entry?.landed ?? 0} landed in ${Bucket}.`)
  return run
}

/** The same bytes by the same clients: the drop comes, and the Parquet file that this round made of it in a folder goes. */
async function transferAlone(file: string, scratch: string, round: number) {
  const lake = new FolderLake(folderOf(scratch, round))
  const [landed = ''] = await lake.list('raw')
  const [down, up] = [join(scratch, 'down'), join(scratch, 'up')]
  await copyFile(join(lake.folder, landed), up)
  const run = await runAlone(process.execPath, [
    ...[join(WORK, 'transfer.ts'), DROPS, basename(file), down, up, `lake-${round}`],
  ])
  await rm(down)
  return run
}

/** What the stand-in takes, which is written in Python, and the client that talks to it. */
const ofMovingBytes = (transfer: Run, lambda: Run): Finding => ({
  what: "the same: moving the file and its Parquet alone, as a share of the function's time",
  value: seconds(transfer.seconds),
  beside: seconds(lambda.seconds),
  ratio: transfer.seconds / lambda.seconds,
})
