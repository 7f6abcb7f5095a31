import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRoutes } from './routes.ts'

/** Writes the rules, checked, beside the function's bundle: `node lambdas/route/bundle.ts <file>`. */
const [, , file = 'routes.json'] = process.argv
writeFileSync(file, JSON.stringify(readRoutes(join(import.meta.dirname, 'routes.yml'))))
