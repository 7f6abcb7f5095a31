import { gunzipSync } from 'node:zlib'
import { FolderLake } from '../../../lambdas/land/folder-lake.ts'
import type { Pulling } from '../../../lambdas/pull/pull.ts'
import { checkSource, type Source } from '../../../lambdas/sources/source.ts'
import { newFolder } from '../land/lab.ts'

export type Dropped = { key: string; rows: Record<string, unknown>[] }

/** A pull into a lake of its own, impatient, with what it drops. */
export function newPull(account: Pulling['account'], changes: Partial<Pulling> = {}) {
  const dropped: Dropped[] = []
  const pulling: Pulling = {
    lake: new FolderLake(newFolder()),
    account,
    drop: async (key, bytes) => {
      const lines = gunzipSync(bytes).toString().trim().split('\n')
      dropped.push({ key, rows: lines.map((line) => JSON.parse(line)) })
    },
    patience: { tries: 4, firstPauseMs: 1, timeoutMs: 5000 },
    ...changes,
  }
  const rows = (extract: string) =>
    dropped.filter(({ key }) => key.split('/').at(-1)?.startsWith(`${extract}-`)).flatMap((each) => each.rows)
  return { pulling, dropped, rows }
}

const MAP = {
  reviews: {
    columns: { review_id: 'id', source: { is: 'shop' }, rating: 'stars', text: 'text', posted_at: 'changed' },
  },
}

/** A source of reviews at an address, whose pages are told as said. */
export const reviewSource = (pages: object, changes: object = {}): Source =>
  checkSource('shop', {
    description: 'Reviews of a shop.',
    api: {
      base: 'https://shop.example.com',
      auth: { bearer: '{token}' },
      rate: { requests: 1000, seconds: 1 },
      ...changes,
      streams: {
        reviews: {
          path: '/reviews',
          query: { since: '{since}' },
          records: 'items',
          since: { field: 'changed' },
          pages,
          map: MAP,
        },
      },
    },
  })

/** The n-th review, which changed in the n-th second. */
export const review = (n: number, changes: object = {}) => ({
  id: `r${n}`,
  stars: (n % 5) + 1,
  text: `No. ${n}`,
  changed: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString(),
  ...changes,
})
