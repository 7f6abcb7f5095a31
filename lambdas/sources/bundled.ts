import { readFileSync } from 'node:fs'
import { checkSource, type Source } from './source.ts'

/** The sources that stand beside a function's bundle, as JSON: a function needs no reader of YAML. */
export function readBundledSources(file: string): Source[] {
  const contents: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
  return Object.entries(contents).map(([name, content]) => checkSource(name, content))
}
