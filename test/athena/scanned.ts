import type { TrinoPlace } from '../../cli/warehouse/trino/client.ts'

interface Query {
  readonly query: string
  readonly queryStats: { readonly createTime: string; readonly physicalInputDataSize: string }
}

export interface Scanned {
  readonly queries: number
  readonly bytes: number
  /** The query that read most, and how many bytes. */
  readonly most: { readonly query: string; readonly bytes: number }
}

/** Bytes that Trino read from files in the queries begun since a time, from its own statistics: what Athena would bill. */
export async function scannedSince({ url }: TrinoPlace, since: Date): Promise<Scanned> {
  const response = await fetch(`${url}/v1/query`, { headers: { 'X-Trino-User': 'cx' } })
  const all = (await response.json()) as Query[]
  const begun = all.filter(({ queryStats }) => new Date(queryStats.createTime) >= since)
  return totalOf(
    begun.map(({ query, queryStats }) => ({ query, bytes: bytesOf(queryStats.physicalInputDataSize) })),
  )
}

/** The sum of what queries read, and the one that read most. */
export function totalOf(sizes: readonly Scanned['most'][]): Scanned {
  const most = sizes.reduce((a, b) => (b.bytes > a.bytes ? b : a), { query: '', bytes: 0 })
  return { queries: sizes.length, bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0), most }
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** Bytes of a size as Trino writes it, such as 3.15MB; its steps are 1,024. */
export function bytesOf(size: string): number {
  const [, number = '', unit = ''] = /^([\d.]+)(\w+)$/.exec(size) ?? []
  return Math.round(Number(number) * 1024 ** UNITS.indexOf(unit))
}
