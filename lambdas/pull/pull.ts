import type { Lake } from '../land/lake.ts'
import type { Stream } from '../sources/api-spec.ts'
import type { Row } from '../sources/rows.ts'
import type { Source } from '../sources/source.ts'
import { apiClient, type Patience } from './client.ts'
import { PullError } from './errors.ts'
import type { Account } from './fill.ts'
import { type Pulled, StreamPull } from './stream-pull.ts'

export interface Pulling {
  /** Where checkpoints are kept. */
  readonly lake: Lake
  readonly account: Account
  /** Puts a file of these rows where it will land, or lands it. */
  readonly drop: (key: string, bytes: Uint8Array, rows: readonly Row[]) => Promise<void>
  /** Whether there is time for another page. @default always */
  readonly hasTime?: () => boolean
  readonly patience?: Patience
}

/** Pulls what has changed in all streams of a source since the last time. Throws a PullError; what had come until then is kept. */
export async function pullSource(pulling: Pulling, source: Source): Promise<Pulled[]> {
  const { api } = source
  if (!api) throw new PullError(`sources/${source.name}.yml has no api: it cannot be pulled.`)
  const ask = apiClient(source.name, api, pulling.account, pulling.patience)
  const pulled: Pulled[] = []
  for (const [name, stream] of Object.entries(api.streams))
    for (const item of itemsOf(source.name, stream, pulling.account))
      pulled.push(await new StreamPull({ pulling, source: source.name, api, name, stream, item, ask }).run())
  return pulled
}

function itemsOf(source: string, stream: Stream, account: Account): (string | undefined)[] {
  if (stream.for === undefined) return [undefined]
  const items = account[stream.for]
  if (Array.isArray(items)) return items
  throw new PullError(`The account for ${source} must have a list ${stream.for} of what to pull.`)
}
