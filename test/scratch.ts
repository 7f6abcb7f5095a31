import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Before the first test: a temporary folder for this run alone, which every `tmpdir()` in tests and in what they start then is. After the last: it goes. */
export default async function setUp(): Promise<() => Promise<void>> {
  const scratch = await mkdtemp(join(await realpath(tmpdir()), 'cx-tests-'))
  process.env.TMPDIR = scratch
  return () => rm(scratch, { recursive: true, force: true, maxRetries: 5 })
}
