import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { buildDashboard } from '../../dashboard/build.ts'
import { MODEL } from '../model-files.ts'

/** Makes the one file that Cube's container runs: `node semantic-layer/deployed/bundle.ts <file>`. */
export async function bundleServer(outfile: string): Promise<void> {
  const files = {
    ...(await filesOf(MODEL, 'model')),
    ...(await filesOf(await buildDashboard(), 'dashboard')),
  }
  await build({
    entryPoints: [join(import.meta.dirname, 'server.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    minify: true,
    logLevel: 'warning',
    // The image holds Cube itself, with its addon.
    external: ['@cubejs-backend/*'],
    banner: {
      js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
    },
    plugins: [deliver(files)],
  })
}

async function filesOf(folder: string, name: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const files = paths.sort().map(async (path) => {
    const place = `${name}/${relative(folder, path).replaceAll(sep, '/')}`
    return [place, await readFile(path, 'base64')] as const
  })
  return Object.fromEntries(await Promise.all(files))
}

/** Puts files into the bundle, and leaves DuckDB out, which is never asked there. */
const deliver = (files: Record<string, string>): Plugin => ({
  name: 'deliver',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^cx:delivered$/ }, ({ path }) => ({ path, namespace: 'cx' }))
    onLoad({ filter: /./, namespace: 'cx' }, () => ({ contents: JSON.stringify(files), loader: 'json' }))
    onResolve({ filter: /^@duckdb\// }, ({ path }) => ({ path, namespace: 'none' }))
    onLoad({ filter: /./, namespace: 'none' }, () => ({
      contents: 'export const DuckDBInstance = undefined',
    }))
  },
})

const [, script, outfile] = process.argv
if (script === import.meta.filename && outfile) await bundleServer(outfile)
