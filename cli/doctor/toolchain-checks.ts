import type { Check } from '../commands/doctor.ts'
import { runsTypeScript } from '../setup/node.mjs'
import { areNodePackagesReady, hasAddon } from '../setup/node-packages.mjs'
import { arePythonPackagesReady } from '../setup/python-packages.mjs'
import { ROOT } from '../setup.mjs'
import { type Pins, pinnedVersions, venvPythonVersion } from './pinned-versions.ts'

const SET_UP = 'node cli/setup.mjs'

/** The programs that run the pipeline, and whether they are those that the project pins. */
export const toolchainChecks = (root = ROOT): Check[] => [
  node(process.versions.node),
  packages('npm packages', areNodePackagesReady(root), 'package-lock.json'),
  packages('Python packages', arePythonPackagesReady(root), 'requirements.txt'),
  python(root),
  ...pinnedVersions(root).map(sameEverywhere),
  addon(root),
]

const node = (version: string): Check => ({
  name: 'Node',
  ok: runsTypeScript(version),
  detail: version,
  ...(runsTypeScript(version)
    ? {}
    : { next: 'install Node 24, or start with `npx cx`, which brings its own' }),
})

const packages = (name: string, ready: boolean, file: string): Check => ({
  name,
  ok: ready,
  detail: ready ? `as in ${file}` : `not what ${file} says`,
  ...(ready ? {} : { next: SET_UP }),
})

const python = (root: string): Check => {
  const version = venvPythonVersion(root)
  return version
    ? { name: 'Python', ok: true, detail: version }
    : { name: 'Python', ok: false, detail: 'no .venv', next: SET_UP }
}

/** Two DuckDB versions may refuse each other's files, and dbt's parts must fit each other. */
const sameEverywhere = ({ name, places }: Pins): Check => {
  const versions = new Set(Object.values(places))
  const ok = versions.size === 1 && !versions.has(undefined)
  const all = Object.entries(places).map(([place, version]) => `${place} ${version ?? 'none'}`)
  return ok
    ? { name, ok, detail: [...versions].join() }
    : { name, ok, detail: all.join(', '), next: `make them equal, then ${SET_UP}` }
}

const addon = (root: string): Check =>
  hasAddon(root)
    ? { name: "Cube's native addon", ok: true, detail: 'present' }
    : {
        name: "Cube's native addon",
        ok: true,
        detail: 'absent: the SQL API is off, REST and GraphQL work',
        next: 'npm rebuild --ignore-scripts=false @cubejs-backend/native (downloads from github.com)',
      }
