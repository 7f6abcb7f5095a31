import { CxError } from '../../ui/errors.ts'

/** Where a Trino answers, and the catalogs that a lake is seen through. */
export interface TrinoPlace {
  /** Such as http://localhost:8080. */
  readonly url: string
  /** A Hive catalog: the landed files as they are. */
  readonly lakeCatalog: string
  /** An Iceberg catalog: what the build makes. It shows the tables of the other one, too. */
  readonly warehouseCatalog: string
  /** The lake's folder as Trino names it, such as s3://bucket or local:///lake. */
  readonly lakeLocation: string
}

interface Page {
  readonly nextUri?: string
  readonly columns?: readonly { readonly name: string; readonly type: string }[]
  readonly data?: readonly (readonly unknown[])[]
  readonly error?: { readonly message: string; readonly errorName: string }
  readonly stats?: TrinoStatistics
}

export interface TrinoStatistics {
  readonly physicalInputBytes: number
  readonly elapsedTimeMillis: number
}

export interface TrinoResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly (readonly unknown[])[]
  readonly statistics: TrinoStatistics
}

/** Runs one statement by Trino's client protocol and waits for its end. Throws with Trino's own words and the SQL. */
export async function runOnTrino(place: TrinoPlace, sql: string): Promise<TrinoResult> {
  const rows: (readonly unknown[])[] = []
  let columns: TrinoResult['columns'] = []
  let page = await firstPage(place, sql)
  for (;;) {
    if (page.error) throw refused(sql, `${page.error.errorName}: ${page.error.message}`)
    columns = page.columns ?? columns
    rows.push(...(page.data ?? []))
    if (!page.nextUri) break
    page = await pageOf(await fetch(page.nextUri), sql)
  }
  return { columns, rows, statistics: page.stats ?? { physicalInputBytes: 0, elapsedTimeMillis: 0 } }
}

async function firstPage({ url, warehouseCatalog }: TrinoPlace, sql: string): Promise<Page> {
  const headers = {
    'X-Trino-User': 'cx',
    'X-Trino-Catalog': warehouseCatalog,
    'X-Trino-Time-Zone': 'UTC',
    // Types with their precision: timestamp(6), not timestamp.
    'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
  }
  const response = await fetch(`${url}/v1/statement`, { method: 'POST', headers, body: sql }).catch(
    (cause) => {
      const next = 'Start Trino, or say where it is: CX_TRINO_URL=http://host:8080.'
      throw new CxError({ what: `No Trino answers at ${url}.`, next, cause })
    },
  )
  return pageOf(response, sql)
}

async function pageOf(response: Response, sql: string): Promise<Page> {
  if (!response.ok) throw refused(sql, `HTTP ${response.status} ${await response.text()}`)
  return (await response.json()) as Page
}

const refused = (sql: string, reason: string) =>
  new CxError({ what: `Trino refused a statement. ${reason}\n${sql}` })
