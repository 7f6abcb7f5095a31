import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SampleFolderError } from './errors.ts'
import { extracts } from './extracts.ts'

const sampleFile = new RegExp(
  `^(truth\\.json|(${Object.keys(extracts).join('|')})(-\\d{4}-\\d{2})?\\.[a-z.]+)$`,
)

/**
 * Makes the output folder, and empties it of an earlier sample (known by its truth.json), so that two samples
 * never mix. A first truth.json is written at once: it marks what an interrupted run leaves behind.
 * Throws SampleFolderError when the folder holds anything else: other files are not ours to delete.
 */
export const prepareFolder = async (out: string) => {
  await mkdir(out, { recursive: true })
  const names = await readdir(out)
  const others = names.filter((name) => !names.includes('truth.json') || !sampleFile.test(name))
  if (others.length > 0) {
    throw new SampleFolderError(
      `Folder ${out}: got ${others.length} file(s) that are not of an earlier sample (${others.slice(0, 3).join(', ')}), ` +
        'allowed is a new or empty folder, or one with an earlier sample only. Choose another --out or empty it.',
    )
  }
  for (const name of names) await rm(join(out, name))
  await writeFile(join(out, 'truth.json'), '{"unfinished": true}\n')
}
