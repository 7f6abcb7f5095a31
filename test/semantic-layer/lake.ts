import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { execa } from 'execa'

const DUCKDB = import.meta.resolve('@duckdb/node-api')
const folder = join(import.meta.dirname, 'warehouse')
// core.sql comes first: it makes the schema.
const FIXTURES = await Promise.all(
  (await readdir(folder)).sort().map((file) => readFile(join(folder, file), 'utf8')),
)

/** A lake with one warehouse made by the files of `warehouse/`, and the means to build a next one and to ask its file directly. */
export async function newLake() {
  const lake = await mkdtemp(join(await realpath(tmpdir()), 'cx-semantic-'))
  const current = join(lake, 'warehouse', 'current.duckdb')
  await mkdir(join(lake, 'warehouse'))

  return {
    lake,
    /** Builds a warehouse and makes it the current one, the way `cx build` does: new file, then rename of a link. */
    async build(version: string, changes = '') {
      const file = join(lake, 'warehouse', `${version}.duckdb`)
      await run(file, [...FIXTURES, changes].join(';\n'))
      await symlink(`${version}.duckdb`, `${current}.next`)
      await rename(`${current}.next`, current)
      return file
    },
    /** Rows of a statement asked of the current file without Cube. */
    direct: (statement: string) => directly(lake, statement),
    /** Opens a file for writing in another process, which no reader may then have open. */
    async openElsewhere(file: string) {
      const open = `const { DuckDBInstance } = await import('${DUCKDB}'); await DuckDBInstance.create('${file}')`
      await execa(process.execPath, ['--input-type=module', '-e', open])
    },
    remove: () => rm(lake, { recursive: true, force: true }),
  }
}

/** Rows of a statement asked of a lake's current warehouse without Cube. */
export async function directly(lake: string, statement: string) {
  const file = await realpath(join(lake, 'warehouse', 'current.duckdb'))
  // The views of a real build know their database by the name under which it was built.
  return run(':memory:', `attach '${file}' as draft (read_only); use draft; ${statement}`)
}

async function run(file: string, sql: string) {
  const database = await DuckDBInstance.create(file)
  const connection = await database.connect()
  try {
    const reader = await connection.runAndReadAll(sql)
    return reader.getRowObjectsJson() as Record<string, unknown>[]
  } finally {
    connection.closeSync()
    database.closeSync()
  }
}
