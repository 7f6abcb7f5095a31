import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contracts } from '../../contracts/index.ts'
import { runDbt } from './dbt.ts'

/** The extracts that each model comes from, by the model's name, in the alphabet's order. */
export type Lineage = Map<string, string[]>

/** Models that say what an incremental build makes anew: they bound the rows of others and flow into no number. */
const SCOPE = /\.int_(touched|reached|retold)_\w+$/

const EXTRACTS = new Set(contracts.map(({ name }) => name))

interface Manifest {
  parent_map: Record<string, string[]>
}

/** Reads from dbt's manifest what flows into each model. Nothing is built; dbt only reads the project. */
export async function lineage(): Promise<Lineage> {
  const folder = await mkdtemp(join(tmpdir(), 'cx-lineage-'))
  try {
    const environment = { target: 'duckdb', workFolder: folder, variables: {}, hold: () => {} } as const
    const { exitCode, errors } = await runDbt(['parse'], environment, () => {})
    if (exitCode !== 0) throw new Error(errors.join('\n'))
    return lineageOf(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function lineageOf({ parent_map }: Manifest): Lineage {
  const known = new Map<string, Set<string>>()
  const extractsOf = (node: string): Set<string> => {
    const found = known.get(node)
    if (found) return found
    const [kind, , , extract = ''] = node.split('.')
    const parents = kind === 'source' ? [] : (parent_map[node] ?? []).filter((parent) => !SCOPE.test(parent))
    // The ledger of landing is a source, too, and no extract.
    const own = EXTRACTS.has(extract) ? [extract] : []
    const extracts = new Set(kind === 'source' ? own : parents.flatMap((parent) => [...extractsOf(parent)]))
    known.set(node, extracts)
    return extracts
  }
  const models = Object.keys(parent_map).filter((node) => node.startsWith('model.'))
  return new Map(models.map((node) => [node.split('.').at(-1) as string, [...extractsOf(node)].sort()]))
}
