import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { execa } from 'execa'
import { runOnTrino, type TrinoPlace } from '../../../cli/warehouse/trino/client.ts'
import { trinoJars } from './jars.ts'

export interface TrinoServer {
  readonly place: TrinoPlace
  close(): Promise<void>
}

type Catalogs = Readonly<Record<string, Readonly<Record<string, string>>>>

const JVM = [
  '-Xmx2G',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Duser.timezone=UTC',
  '--sun-misc-unsafe-memory-access=allow',
  '--enable-native-access=ALL-UNNAMED',
  '--add-modules',
  'jdk.incubator.vector',
]

/** Starts Trino on files: `folder` holds the lake (`lake/`) and takes what Trino makes. */
export async function startTrinoOnFiles(java: string, folder: string): Promise<TrinoServer> {
  return startTrino(java, folder, 'local:///lake', catalogsOnFiles(folder))
}

/** Two catalogs on one metastore that show each other's tables, as Athena has one for both kinds. */
function catalogsOnFiles(folder: string): Catalogs {
  const files = {
    'hive.metastore.catalog.dir': 'local:///metastore',
    'fs.local.enabled': 'true',
    'local.location': folder,
  }
  return {
    lake: {
      'connector.name': 'hive',
      'hive.metastore': 'file',
      'hive.non-managed-table-writes-enabled': 'true',
      'hive.security': 'allow-all',
      'hive.recursive-directories': 'true',
      'hive.timestamp-precision': 'MICROSECONDS',
      'hive.iceberg-catalog-name': 'warehouse',
      ...files,
    },
    warehouse: {
      'connector.name': 'iceberg',
      'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
      'iceberg.hive-catalog-name': 'lake',
      ...files,
    },
  }
}

async function startTrino(
  java: string,
  folder: string,
  lakeLocation: string,
  catalogs: Catalogs,
): Promise<TrinoServer> {
  const jars = await trinoJars((line) => process.stdout.write(`${line}\n`))
  const settings = join(folder, 'catalogs')
  await mkdir(settings, { recursive: true })
  for (const [name, properties] of Object.entries(catalogs)) {
    const lines = Object.entries(properties).map((pair) => pair.join('='))
    await writeFile(join(settings, `${name}.properties`), lines.join('\n'))
  }
  const main = join(import.meta.dirname, 'TrinoServer.java')
  const child = execa(java, [...JVM, '-cp', join(jars, '*'), main, settings], {
    all: true,
    buffer: false,
    stdin: 'pipe',
    reject: false,
    // Its input ends with this process, and it with its input.
    cleanup: true,
  })
  const url = await addressIn(child.all)
  const place = { url, lakeLocation, lakeCatalog: 'lake', warehouseCatalog: 'warehouse' }
  await untilReady(place)
  return {
    place,
    close: async () => {
      child.stdin.end()
      await child
    },
  }
}

/** The address, from what Trino prints; goes on reading after, so that it never waits for a reader. */
function addressIn(output: NodeJS.ReadableStream): Promise<string> {
  const last: string[] = []
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: output })
    lines.on('line', (line) => {
      last.splice(0, last.length > 30 ? 1 : 0)
      last.push(line)
      const address = /Trino listens on (http:[\w/.:]+)/.exec(line)?.[1]
      if (address) resolve(address)
    })
    lines.on('close', () => reject(new Error(`Trino did not start. Its last lines:\n${last.join('\n')}`)))
  })
}

/** It answers before it can work: what counts is a query that comes back. */
async function untilReady(place: TrinoPlace, attempts = 60): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await runOnTrino(place, 'select 1')
      return
    } catch (error) {
      if (attempt === attempts) throw error
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}
