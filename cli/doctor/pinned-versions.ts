import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The versions of one program, by the place that states or holds it; undefined where a place has none. */
export interface Pins {
  readonly name: string
  readonly places: Readonly<Record<string, string | undefined>>
}

/** Everything that must have one version in several places. */
export const pinnedVersions = (root: string): Pins[] => [
  {
    name: 'DuckDB',
    places: {
      'package.json': withoutRevision(packageJson(root)?.dependencies?.['@duckdb/node-api']),
      node_modules: withoutRevision(packageJson(join(root, 'node_modules/@duckdb/node-api'))?.version),
      "Cube's driver": withoutRevision(
        packageJson(join(root, 'node_modules/@cubejs-backend/duckdb-driver'))?.dependencies?.[
          '@duckdb/node-api'
        ],
      ),
      ...pythonPlaces(root, 'duckdb'),
    },
  },
  { name: 'dbt', places: pythonPlaces(root, 'dbt-core') },
  { name: 'dbt-duckdb', places: pythonPlaces(root, 'dbt-duckdb') },
]

/** The Python of .venv, as it was made with. */
export const venvPythonVersion = (root: string): string | undefined =>
  /^version\s*=\s*(\S+)/m.exec(textOf(join(root, '.venv/pyvenv.cfg')))?.[1]

interface PackageJson {
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

const textOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

const packageJson = (folder: string): PackageJson | undefined =>
  JSON.parse(textOf(join(folder, 'package.json')) || 'null') ?? undefined

/** DuckDB's Node package counts its own revisions behind the engine's version: 1.5.5-r.5 is 1.5.5. */
const withoutRevision = (version: string | undefined) => version?.replace(/-r\.\d+$/, '')

const pythonPlaces = (root: string, name: string) => ({
  'requirements.in': pinOf(join(root, 'requirements.in'), name),
  'requirements.txt': pinOf(join(root, 'requirements.txt'), name),
  '.venv': installedInVenv(root, name),
})

const pinOf = (file: string, name: string) => new RegExp(`^${name}==(\\S+)`, 'm').exec(textOf(file))?.[1]

/** From the folder that pip leaves for each package, which is quicker than starting Python. */
const installedInVenv = (root: string, name: string) => {
  const marker = new RegExp(`^${name.replaceAll('-', '_')}-(.+)\\.dist-info$`)
  return sitePackages(root)
    .flatMap((folder) => readdirSync(folder))
    .map((entry) => marker.exec(entry)?.[1])
    .find((version) => version !== undefined)
}

const sitePackages = (root: string) => {
  const lib = join(root, '.venv/lib')
  const unix = existsSync(lib) ? readdirSync(lib).map((python) => join(lib, python, 'site-packages')) : []
  return [...unix, join(root, '.venv/Lib/site-packages')].filter((folder) => existsSync(folder))
}
