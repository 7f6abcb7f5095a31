import { existsSync } from 'node:fs'
import { mkdir, realpath, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { ask } from '../cli/warehouse/duckdb.ts'

const root = join(import.meta.dirname, '..')

// Test files run in processes of their own: what they share lies in the folder that the run made (scratch.ts).
const work = join(tmpdir(), 'built-lake')

/** A small retailer, generated, landed and built once per test run with `cx` itself. Tests must not change it. */
export interface BuiltLake {
  readonly work: string
  readonly lake: string
  readonly extracts: string
}

/** Runs `cx` as a person does, from another folder. */
export const cx = (...args: string[]) =>
  execa('node', [join(root, 'cli/cx.mjs'), ...args], {
    cwd: tmpdir(),
    reject: false,
    env: { CX_LAKE: join(work, 'lake'), CX_PSEUDONYM_KEY: 'a key that is only used in these tests' },
  })

export async function builtLake(): Promise<BuiltLake> {
  const [done, failed] = [join(work, 'done'), join(work, 'failed')]
  if (await isFirst()) {
    await build(join(work, 'extracts')).catch(async (error) => {
      await writeFile(failed, String(error))
      throw error
    })
    await writeFile(done, '')
  }
  while (!existsSync(done)) {
    if (existsSync(failed))
      throw new Error('The lake that tests share could not be built; another test says why.')
    await sleep(100)
  }
  return { work, lake: join(work, 'lake'), extracts: join(work, 'extracts') }
}

/** The rows of a statement over all of a built lake's tables. Its views name the database as the build did: `draft`. */
export async function askBuilt(lake: string, statement: string): Promise<Record<string, unknown>[]> {
  const file = await realpath(join(lake, 'warehouse', 'current.duckdb'))
  return ask(`attach '${file}' as draft (read_only); use draft; ${statement}`)
}

const isFirst = () =>
  mkdir(work).then(
    () => true,
    () => false,
  )

async function build(extracts: string): Promise<void> {
  const steps = [
    ['sample', '--stores', '60', '--months', '20', '--out', extracts],
    ['land', extracts],
    ['build'],
  ]
  for (const step of steps) {
    const { exitCode, stderr } = await cx(...step)
    if (exitCode !== 0) throw new Error(`cx ${step.join(' ')} failed:\n${stderr}`)
  }
}
