import type { Stream } from '../sources/api-spec.ts'
import { at } from '../sources/rows.ts'
import type { Answer, ApiRequest } from './client.ts'

/** Where to go on: what a request says of it. Kept between pulls. */
export type Page =
  | { readonly cursor: string }
  | { readonly url: string }
  | { readonly place: number }
  /** Anew, from the newest record on. */
  | { readonly anew: true }

/** The request for a page: the first one where there is none. */
export function pageRequest({ pages }: Stream, first: ApiRequest, page: Page | undefined): ApiRequest {
  if (page === undefined || 'anew' in page) return 'page' in pages ? saying(first, pages.page, '1') : first
  if ('url' in page) return { headers: first.headers, url: sameHost(first.url, page.url) }
  if ('cursor' in page && 'cursor' in pages) return saying(first, pages.to, page.cursor)
  if ('place' in page && 'offset' in pages) return saying(first, pages.offset, String(page.place))
  if ('place' in page && 'page' in pages) return saying(first, pages.page, String(page.place))
  return first
}

function saying(request: ApiRequest, to: string, value: string): ApiRequest {
  const [part = '', name = ''] = to.split(/\.(.*)/)
  if (part === 'json') return { ...request, json: { ...(request.json as object), [name]: value } }
  const url = new URL(request.url)
  url.searchParams.set(name, value)
  return { ...request, url }
}

/** An answer must not send the account's token elsewhere. */
function sameHost(base: URL, next: string): URL {
  const url = new URL(next, base)
  if (url.origin === base.origin) return url
  return new URL(`${url.pathname}${url.search}`, base)
}

/** The page after one that held so many records, of `all` since the query began; undefined where it was the last. */
export function nextPage(
  { pages }: Stream,
  { body, link }: Answer,
  page: Page | undefined,
  count: number,
  all: number,
): Page | undefined {
  if ('cursor' in pages) {
    const cursor = at(pages.cursor, body)
    const isMore = cursor !== null && (pages.more === undefined || at(pages.more, body) === true)
    if (!isMore) return undefined
    return pages.most !== undefined && all >= pages.most ? { anew: true } : { cursor: String(cursor) }
  }
  if ('next' in pages) return urlPage(at(pages.next, body))
  if ('link' in pages) return urlPage(/<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(link ?? '')?.[1])
  if ('most' in pages) return count >= pages.most ? { anew: true } : undefined
  if (count < pages.size) return undefined
  const before = page && 'place' in page ? page.place : 'page' in pages ? 1 : 0
  return { place: before + ('page' in pages ? 1 : count) }
}

const urlPage = (url: unknown): Page | undefined => (typeof url === 'string' && url ? { url } : undefined)
