#!/usr/bin/env node
// Checks that the SQL of sql/ means the same on DuckDB and on Trino, which Athena runs: `npm run lint:sql`.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { contracts } from '../../contracts/index.ts'
import { rawColumns } from '../../contracts/table.ts'
import { FITS } from '../../lambdas/fit/fit.ts'
import { FITTED } from '../../lambdas/fit/warehouse.ts'
import { projectRoot } from '../context.ts'
import { asCalls } from '../lint-sql.mjs'
import { venvProgram } from '../setup/python-packages.mjs'
import { LEDGER } from '../warehouse/raw-tables.ts'

/** A place in compiled SQL that DuckDB and Trino read differently, or that only one of them knows. */
export interface Finding {
  readonly path: string
  readonly sql: string
  readonly problem: string
  readonly remedy: string
}

/** Relations known by name (`raw.orders`), engine macros that stand as calls, and SQL in the order of the build. */
export interface Portable {
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly macros: readonly string[]
  readonly nodes: readonly { readonly path: string; readonly name?: string; readonly sql: string }[]
}

/** Looks SQL of DuckDB's dialect through; calls of the macros in sql/macros/engine stand as they are. */
export async function findUnportable(project: Portable): Promise<Finding[]> {
  const script = join(import.meta.dirname, 'portable.py')
  const { stdout } = await execa(venvProgram(projectRoot, 'python'), [script], {
    input: JSON.stringify(project),
  })
  return JSON.parse(stdout)
}

/** The whole dbt project, models and tests, compiled in a folder that may be written. */
export async function compileProject(folder: string): Promise<Portable> {
  const sql = join(folder, 'sql')
  await cp(join(projectRoot, 'sql'), sql, { recursive: true })
  // What differs between engines is in these macros, and nowhere else: they are tested by running them.
  const files = globSync(join(sql, 'macros/engine/*.sql'))
  const macros = files.flatMap((file) => {
    const calls = asCalls(readFileSync(file, 'utf8'))
    writeFileSync(file, calls)
    return [...calls.matchAll(/macro (\w+)/g)].map(([, name = '']) => name)
  })
  await execa(venvProgram(projectRoot, 'dbt'), ['--quiet', 'compile', '--select', '*'], {
    cwd: sql,
    env: {
      CX_DUCKDB_PATH: join(folder, 'empty.duckdb'),
      CX_THREADS: '1',
      DBT_TARGET_PATH: join(folder, 'target'),
      DBT_LOG_PATH: join(folder, 'logs'),
      DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
    },
  })
  const manifest: Manifest = JSON.parse(await readFile(join(folder, 'target/manifest.json'), 'utf8'))
  return { tables: { ...rawTables(), ...seedTables(manifest) }, macros, nodes: inOrder(manifest) }
}

interface Manifest {
  readonly nodes: Record<string, ManifestNode>
}

interface ManifestNode {
  readonly resource_type: string
  readonly original_file_path: string
  readonly schema: string
  readonly name: string
  readonly compiled_code?: string
  readonly columns: Record<string, object>
  readonly config: { readonly column_types?: Record<string, string> }
  readonly depends_on: { readonly nodes?: string[] }
}

function rawTables(): Portable['tables'] {
  const shapes = contracts.map((contract) => {
    const columns = rawColumns(contract, 'duckdb').map(({ name, type }) => [name, type])
    return [`raw.${contract.name}`, Object.fromEntries([...columns, ['landed_on', 'date']])]
  })
  const fitted = FITS.map(({ name, columns }) => [`${FITTED}.${name}`, columns])
  return Object.fromEntries([...shapes, ['raw.ledger', LEDGER], ...fitted])
}

function seedTables({ nodes }: Manifest): Portable['tables'] {
  const seeds = Object.values(nodes).filter(({ resource_type }) => resource_type === 'seed')
  const shapes = seeds.map(({ schema, name, columns, config }) => {
    const typed = Object.keys(columns).map((column) => [column, config.column_types?.[column] ?? 'varchar'])
    return [`${schema}.${name}`, Object.fromEntries(typed)]
  })
  return Object.fromEntries(shapes)
}

/** Models, each behind those that it reads, then tests. */
function inOrder({ nodes }: Manifest): Portable['nodes'] {
  const ordered = new Map<string, ManifestNode>()
  const visit = (id: string) => {
    const node = nodes[id]
    if (!node?.compiled_code || ordered.has(id)) return
    for (const other of node.depends_on.nodes ?? []) visit(other)
    ordered.set(id, node)
  }
  for (const id of Object.keys(nodes)) visit(id)
  return [...ordered.values()].map(
    ({ resource_type, original_file_path, schema, name, compiled_code = '' }) => ({
      path: resource_type === 'model' ? `sql/${original_file_path}` : `sql/${original_file_path}: ${name}`,
      ...(resource_type === 'model' && { name: `${schema}.${name}` }),
      sql: compiled_code,
    }),
  )
}

async function lint(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'cx-portable-'))
  try {
    const project = await compileProject(folder)
    const findings = await findUnportable(project)
    for (const { path, problem, sql, remedy } of findings) {
      process.stdout.write(`${path}\n  ${problem}: ${sql}\n  Use: ${remedy}\n`)
    }
    const count = `${project.nodes.length} models and tests, ${findings.length} places that engines read differently`
    process.stdout.write(`Portable SQL: ${count}\n`)
    return findings.length === 0 ? 0 : 1
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) process.exitCode = await lint()
