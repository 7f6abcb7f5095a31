import { fileBeside } from './beside-bundle.ts'

/** Where a function finds the sources, seen from the folder that its code runs in. */
export const SOURCES_FILE = 'sources.json'

/** Puts the checked sources beside a bundle. */
export const withSources = fileBeside(SOURCES_FILE, 'sources/bundle.ts')
