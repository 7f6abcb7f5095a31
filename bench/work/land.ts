import { requireExtractOf } from '../../lambdas/land/extract-of.ts'
import { FolderLake } from '../../lambdas/land/folder-lake.ts'
import { landFile } from '../../lambdas/land/land.ts'
import { measure } from './measure.ts'

// Lands one file: land.ts <file> <lake>
const [file = '', lake = ''] = process.argv.slice(2)
await measure(() =>
  landFile({ lake: new FolderLake(lake), now: () => new Date() }, requireExtractOf(file), file),
)
