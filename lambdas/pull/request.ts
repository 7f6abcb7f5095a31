import type { Api, Stream } from '../sources/api-spec.ts'
import type { ApiRequest } from './client.ts'
import { PullError } from './errors.ts'
import { type Account, fill } from './fill.ts'

const LOCAL = ['localhost', '127.0.0.1', '[::1]']

/** The request for the first page of what has changed since a time. */
export function firstRequest(
  source: string,
  api: Api,
  stream: Stream,
  account: Account,
  since: string,
): ApiRequest {
  const words = { ...account, since: sinceAs(stream, since) }
  const base = typeof account.base === 'string' ? account.base : fill(source, api.base, account)
  const url = new URL(fill(source, stream.path, words), base)
  if (url.protocol !== 'https:' && !LOCAL.includes(url.hostname))
    throw new PullError(
      `${source}: ${url.origin} is no https address, and its account would be read by others.`,
    )
  for (const [name, value] of Object.entries(fill(source, stream.query, words)))
    url.searchParams.set(name, value)
  const json = stream.json === undefined ? {} : { json: fill(source, stream.json, words) }
  return { url, headers: fill(source, stream.headers, words), ...json }
}

function sinceAs({ since }: Stream, time: string): string {
  if (since.as === 'iso') return time
  const milliseconds = Date.parse(time)
  return String(since.as === 'seconds' ? Math.floor(milliseconds / 1000) : milliseconds)
}
