import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { compileModel } from '../../semantic-layer/compile.ts'
import { modelFiles } from '../../semantic-layer/model-files.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cx-cache-'))
  vi.stubEnv('XDG_CACHE_HOME', folder)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

const kept = async () => {
  const [name = ''] = await readdir(join(folder, 'cx-warehouse'))
  return join(folder, 'cx-warehouse', name)
}
const title = ({ configs }: Awaited<ReturnType<typeof compileModel>>) =>
  configs.find(({ name }) => name === 'store_performance')?.title

it('a start takes up what the one before has made of the same files', async () => {
  expect(title(await compileModel())).toBe('Store performance')
  const file = await kept()
  const made = JSON.parse(await readFile(file, 'utf8'))
  expect(Object.keys(made)).toHaveLength((await modelFiles.dataSchemaFiles()).length)
  await writeFile(file, JSON.stringify(made).replace('Store performance', 'What was kept'))
  expect(title(await compileModel())).toBe('What was kept')
})

it('a file that is damaged is made anew', async () => {
  await compileModel()
  await writeFile(await kept(), '{"half')
  expect(title(await compileModel())).toBe('Store performance')
  expect(JSON.parse(await readFile(await kept(), 'utf8'))).toBeTypeOf('object')
})
