import { pathToFileURL } from 'node:url'
import { measure } from './measure.ts'

// Imports a bundle into this new process, as a cold start does: import.ts <file>
const [file = ''] = process.argv.slice(2)
await measure(() => import(pathToFileURL(file).href))
process.exit(0)
