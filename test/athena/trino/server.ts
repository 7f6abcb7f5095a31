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
  // Every query brings code and classes of its own: with little room for them all of memory is collected every few seconds.
  '-Xms2G',
  '-Xmx2G',
  '-Xmn1G',
  '-XX:MetaspaceSize=1G',
  '-XX:ReservedCodeCacheSize=512M',
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
  return startTrino(java, folder, { lakeLocation: 'local:///lake', ...NAMES }, catalogsOnFiles(folder))
}

/** Starts Trino as Athena sees AWS: one catalog by Athena's name, in Glue, over files in S3, both where `endpoint` says. */
export async function startTrinoOnAws(java: string, folder: string, endpoint: string): Promise<TrinoServer> {
  const names = { lakeLocation: '', lakeCatalog: 'landed', warehouseCatalog: 'awsdatacatalog' }
  return startTrino(java, folder, names, catalogsOnAws(endpoint))
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

/** External tables lie beside Iceberg's in Glue: a catalog for each kind, of which either sends on to the other. */
function catalogsOnAws(endpoint: string): Catalogs {
  const aws = {
    'hive.metastore.glue.region': 'us-east-1',
    'hive.metastore.glue.endpoint-url': endpoint,
    'hive.metastore.glue.aws-access-key': 'nobody',
    'hive.metastore.glue.aws-secret-key': 'nothing',
    'hive.metastore.glue.default-warehouse-dir': 's3://cx-marts/elsewhere',
    'fs.s3.enabled': 'true',
    's3.endpoint': endpoint,
    's3.region': 'us-east-1',
    's3.path-style-access': 'true',
    's3.aws-access-key': 'nobody',
    's3.aws-secret-key': 'nothing',
  }
  return {
    landed: {
      'connector.name': 'hive',
      'hive.metastore': 'glue',
      'hive.security': 'allow-all',
      'hive.recursive-directories': 'true',
      'hive.partition-projection-enabled': 'true',
      'hive.iceberg-catalog-name': 'awsdatacatalog',
      ...aws,
    },
    awsdatacatalog: {
      'connector.name': 'iceberg',
      'iceberg.catalog.type': 'glue',
      'iceberg.hive-catalog-name': 'landed',
      // Athena's limits are lower than Trino's.
      'iceberg.max-partitions-per-writer': '100',
      'iceberg.expire-snapshots.min-retention': '1d',
      'iceberg.remove-orphan-files.min-retention': '1d',
      ...aws,
    },
  }
}

const NAMES = { lakeCatalog: 'lake', warehouseCatalog: 'warehouse' }

async function startTrino(
  java: string,
  folder: string,
  names: Omit<TrinoPlace, 'url'>,
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
  const place = { url: await addressIn(child.all), ...names }
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
