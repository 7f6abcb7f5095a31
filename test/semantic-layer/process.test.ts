import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, it } from 'vitest'
import { loadQuery } from '../../semantic-layer/query.ts'
import { newLake } from './lake.ts'

const LAYER = join(import.meta.dirname, '../../semantic-layer')

/** Starts the semantic layer, asks one question, closes it. */
const program = (lake: string) => `
  const { startSemanticLayer } = await import('${LAYER}/serve.ts')
  const { loadQuery } = await import('${LAYER}/query.ts')
  const server = await startSemanticLayer({ lake: '${lake}', port: 0 })
  const [row] = await loadQuery(server, { measures: ['actions.action_count'] })
  await server.close()
  process.exitCode = row['actions.action_count'] === 2 ? 0 : 9`

it('a process ends by itself after close, and has neither printed nor written anything', async () => {
  const lake = await newLake()
  await lake.build('v1')
  const cwd = await mkdtemp(join(tmpdir(), 'cx-cwd-'))
  try {
    const ended = await execa(process.execPath, ['--input-type=module', '-e', program(lake.lake)], {
      cwd,
      timeout: 50_000,
      reject: false,
    })
    expect(ended).toMatchObject({ exitCode: 0, stdout: '', stderr: '' })
    expect(await readdir(cwd)).toEqual([])
  } finally {
    await Promise.all([lake.remove(), rm(cwd, { recursive: true })])
  }
})

it('a question to a server that is not there says how to start it', async () => {
  const nowhere = { url: 'http://127.0.0.1:9', token: '' }
  await expect(loadQuery(nowhere, {})).rejects.toThrow(/Nothing answers at .* npx cx serve/)
})
