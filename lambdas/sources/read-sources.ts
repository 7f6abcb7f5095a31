import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { checkSource, type Source } from './source.ts'

export const SOURCES_FOLDER = join(import.meta.dirname, '../../sources')

/** All sources of a folder, by their names. Throws a SourceError at the first that is not as it must be. */
export function readSources(folder = SOURCES_FOLDER): Source[] {
  const files = globSync(join(folder, '*.yml')).sort()
  return files.map((file) =>
    checkSource(basename(file, '.yml'), parse(readFileSync(file, 'utf8'), { merge: true })),
  )
}
