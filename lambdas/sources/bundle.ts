import { writeFileSync } from 'node:fs'
import { readSources } from './read-sources.ts'

// Writes all sources into one file beside a function's bundle: bundle.ts <file>
const [file = ''] = process.argv.slice(2)
const contents = readSources().map(({ name, ...content }) => [name, content])
writeFileSync(file, JSON.stringify(Object.fromEntries(contents)))
