import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { execa } from 'execa'
import { formatBytes } from '../cli/ui/format.ts'
import { BUNDLING } from '../lambdas/bundling.ts'
import { readRoutes } from '../lambdas/route/routes.ts'
import { type Bench, type BenchOptions, type Finding, inTurn, runAlone } from './bench.ts'
import { againstFolder } from './lambda-landing.ts'

const ROOT = resolve(import.meta.dirname, '..')
const HANDLERS = ['land', 'receive', 'gather', 'pull', 'route']

export const lambdas: Bench = {
  name: 'lambdas',
  about:
    "Each function's bundle as it is deployed, and how long a new Node takes to import it with all that it imports (AWS's clients, DuckDB), beside a handler that is empty. Then the land function lands order lines from a bucket of moto, a stand-in for S3, beside landing the same file in a folder.",
  async run(options) {
    // Below the checkout, so that what is beside a bundle is found.
    const folder = await mkdtemp(join(ROOT, '.cx', 'bench-'))
    try {
      Object.assign(process.env, await environment(folder))
      const empty = join(folder, 'empty.mjs')
      await writeFile(empty, 'export const handler = async () => {}\n')
      const findings: Finding[] = []
      for (const name of HANDLERS) findings.push(await coldImport(name, folder, empty, options))
      return [...findings, ...(await againstFolder(options, bundleOf('land', folder)))]
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

const bundleOf = (name: string, folder: string) => join(folder, `${name}.mjs`)

async function coldImport(
  name: string,
  folder: string,
  empty: string,
  { rounds, say }: BenchOptions,
): Promise<Finding> {
  say(`imports ${name}, ${rounds} times`)
  const outfile = bundleOf(name, folder)
  const { banner, ...bundling } = BUNDLING
  const entryPoints = [join(ROOT, 'lambdas', name, 'handler.ts')]
  await build({
    ...bundling,
    ...{ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', minify: true },
    banner: { js: banner },
  })
  const importing = (file: string) => () =>
    runAlone(process.execPath, [join(ROOT, 'bench/work/import.ts'), file])
  const { full, nothing } = await inTurn(rounds, { full: importing(outfile), nothing: importing(empty) })
  return {
    what: `${name}, ${formatBytes((await stat(outfile)).size)}`,
    value: `${(full.seconds * 1000).toFixed(0)} ms`,
    beside: `${(nothing.seconds * 1000).toFixed(1)} ms`,
  }
}

/** What the handlers ask for at their start: names alone, for nothing is called. */
async function environment(folder: string): Promise<Record<string, string>> {
  const [sources, routes] = [join(folder, 'sources.json'), join(folder, 'routes.json')]
  await execa(process.execPath, [join(ROOT, 'lambdas/sources/bundle.ts'), sources])
  await writeFile(routes, JSON.stringify(readRoutes(join(ROOT, 'lambdas/route/routes.yml'))))
  const names = [
    'LAKE_BUCKET',
    'DROP_BUCKET',
    'PSEUDONYM_SECRET',
    'WEBHOOK_SECRETS',
    'RECEIVED_QUEUE',
    'PULL_QUEUE',
  ]
  const more = ['NEWEST_ROWS', 'ALERTS_TOPIC', 'ADDRESSES_SECRET', 'WORKGROUP']
  return {
    ...Object.fromEntries([...names, ...more].map((name) => [name, 'name'])),
    ...{ AWS_REGION: 'us-east-1', POWERTOOLS_TRACE_ENABLED: 'false', POWERTOOLS_METRICS_NAMESPACE: 'bench' },
    ...{
      MOST_FILE_BYTES: '1',
      MOST_BODY_BYTES: '1',
      DUCKDB_MEMORY: '1GiB',
      LOW_SCORES: '{}',
      ACCOUNTS: '{}',
    },
    ...{ SOURCES_FILE: sources, ROUTES_FILE: routes },
  }
}
