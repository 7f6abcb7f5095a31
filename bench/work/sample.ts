import { generateSample } from '../../sample/generate.ts'
import { measure } from './measure.ts'

// Generates a sample: sample.ts <folder> <stores> <months>
const [out = '', stores = '', months = ''] = process.argv.slice(2)
await measure(() => generateSample({ stores: Number(stores), months: Number(months), seed: 7, out }))
