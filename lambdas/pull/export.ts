import { setTimeout as sleep } from 'node:timers/promises'
import type { Stream } from '../sources/api-spec.ts'
import { at, textOf } from '../sources/rows.ts'
import type { Answer, ApiRequest, Ask } from './client.ts'
import { PullError } from './errors.ts'
import { type Account, fill } from './fill.ts'

const LONGEST_WAIT_MS = 10 * 60_000

/** Waits for a file that is made on request, and fetches it. `started` is the answer to the request. */
export async function exported(
  source: string,
  spec: NonNullable<Stream['export']>,
  ask: Ask,
  request: ApiRequest,
  started: Answer,
  account: Account,
): Promise<Answer> {
  const get = (path: string, words: Account) =>
    ask({ headers: request.headers, url: new URL(fill(source, path, words), request.url) })
  const words = { ...account, job: textOf(at(spec.job, started.body)) ?? '' }
  for (let pause = 250, waited = 0; waited < LONGEST_WAIT_MS; waited += pause, pause *= 1.5) {
    const progress = await get(spec.progress, words)
    const file = textOf(at(spec.done, progress.body))
    if (file) return get(spec.file, { ...words, file })
    await sleep(pause)
  }
  throw new PullError(
    `${source}: an export was not ready within ten minutes. The next pull asks for it anew.`,
  )
}
