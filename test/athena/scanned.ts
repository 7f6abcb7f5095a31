import type { TrinoPlace } from '../../cli/warehouse/trino/client.ts'

interface Query {
  readonly query: string
  readonly queryStats: { readonly createTime: string; readonly physicalInputDataSize: string }
}

export interface Scanned {
  readonly queries: number
  readonly bytes: number
  /** Bytes by what they were read for, the most first. */
  readonly by: readonly (readonly [purpose: string, bytes: number])[]
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

/** The sum of what queries read, and what for. */
export function totalOf(queries: readonly { readonly query: string; readonly bytes: number }[]): Scanned {
  const by = new Map<string, number>()
  for (const { query, bytes } of queries) by.set(purposeOf(query), (by.get(purposeOf(query)) ?? 0) + bytes)
  return {
    queries: queries.length,
    bytes: queries.reduce((sum, { bytes }) => sum + bytes, 0),
    by: [...by].sort(([, a], [, b]) => b - a),
  }
}

/** The node of dbt that a query belongs to, which dbt writes before each; else how the query begins. */
const purposeOf = (query: string) =>
  /"node_id": "\w+\.\w+\.([^".]+)/.exec(query)?.[1] ?? query.trim().replaceAll(/\s+/g, ' ').slice(0, 60)

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** Bytes of a size as Trino writes it, such as 3.15MB; its steps are 1,024. */
export function bytesOf(size: string): number {
  const [, number = '', unit = ''] = /^([\d.]+)(\w+)$/.exec(size) ?? []
  return Math.round(Number(number) * 1024 ** UNITS.indexOf(unit))
}
