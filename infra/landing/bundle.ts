import { join } from 'node:path'
import { beside } from '../beside-bundle.ts'

const DUCKDB = join(import.meta.dirname, 'duckdb')

/** Puts DuckDB beside a bundle, for Lambda's processor whatever this machine's is. npm would leave it out silently: so it is looked for. */
export const withDuckDb = beside((output) => [
  `cp "${join(DUCKDB, 'package.json')}" "${join(DUCKDB, 'package-lock.json')}" "${output}"`,
  `npm ci --prefix "${output}" --cpu=arm64 --os=linux --libc=glibc --ignore-scripts --no-audit --no-fund`,
  `test -f "${join(output, 'node_modules/@duckdb/node-bindings-linux-arm64/duckdb.node')}"`,
])
