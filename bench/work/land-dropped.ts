import { pathToFileURL } from 'node:url'
import { contextWith, message } from '../../test/lambdas/land/land-lambda.ts'
import { measure } from './measure.ts'

// Has a bundled function land what was dropped: land-dropped.ts <bundle> <event of the drop>
const [bundle = '', event = ''] = process.argv.slice(2)
const { handler } = await import(pathToFileURL(bundle).href)
await measure(async () => {
  const { batchItemFailures } = await handler({ Records: [message(event)] }, contextWith(900_000))
  if (batchItemFailures.length > 0) throw new Error('What was dropped did not land: see the log above.')
})
process.exit(0)
