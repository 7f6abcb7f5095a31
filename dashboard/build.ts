import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf } from './digest.ts'

const ROOT = join(import.meta.dirname, '..')
const BUILT = join(ROOT, '.cx', 'dashboard')

/**
 * Bundles the dashboard, unless these very sources are bundled already.
 *
 * @returns the folder to serve: `index.html` and what it loads
 */
export async function buildDashboard(): Promise<string> {
  const folder = join(BUILT, await digestOf(ROOT))
  if (existsSync(folder)) return folder
  await mkdir(BUILT, { recursive: true })
  const draft = await mkdtemp(join(BUILT, 'draft-'))
  try {
    await bundle(draft)
    // Renamed when whole: of two builds at once, the second finds its work done.
    await rename(draft, folder).catch((error) => {
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return folder
}

async function bundle(outDir: string) {
  // Loaded on demand: most starts find the bundle made.
  const { build } = await import('vite')
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'warn',
    // Relative, so that the page may lie in a folder of any server.
    base: './',
    oxc: { jsx: { importSource: 'preact' } },
    build: { outDir, emptyOutDir: true, target: 'es2024', modulePreload: { polyfill: false } },
  })
}
