import { join } from 'node:path'
import { landFile } from '../../../lambdas/land/land.ts'
import { contract, newLanding } from './lab.ts'

// Lands one file in a process of its own, to be killed at any moment: land-once.ts <lake> <file> <extract>
const [lake = '', file = '', extract = ''] = process.argv.slice(2)
process.stdout.write('begun\n')
await landFile(newLanding(lake), contract(extract), join(file))
