import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { modelFiles } from './model-files.ts'

/** Cube's own memory of files that it has turned into JavaScript: the MD5 of a file's text, and the JavaScript. */
export type Transpiled = { get(key: string): unknown; set(key: string, code: unknown): unknown }

const { version } = createRequire(import.meta.url)('@cubejs-backend/server-core/package.json')
const folder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cx-warehouse')
const file = () => join(folder(), `model-${version}.json`)

/**
 * Gives Cube what an earlier process of this user has made of the same files: most of a start is spent on reading each
 * expression of the model.
 */
export function recall(memory: Transpiled) {
  for (const [key, code] of Object.entries(read())) memory.set(key, code)
}

/** Keeps what has been made of the model's files, once all of them have compiled. */
export async function retain(memory: Transpiled) {
  const known = read()
  const texts = (await modelFiles.dataSchemaFiles()).map(({ content }) => content)
  const made = texts.map((text) => createHash('md5').update(text).digest('hex'))
  const codes = made.map((key) => [key, memory.get(key)]).filter(([, code]) => typeof code === 'string')
  if (codes.every(([key]) => Object.hasOwn(known, key as string))) return
  try {
    mkdirSync(folder(), { recursive: true, mode: 0o700 })
    const draft = `${file()}.${process.pid}`
    writeFileSync(draft, JSON.stringify(Object.fromEntries(codes)), { mode: 0o600 })
    renameSync(draft, file())
  } catch {
    // A machine that keeps nothing starts as slowly each time.
  }
}

function read(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file(), 'utf8'))
  } catch {
    return {}
  }
}
