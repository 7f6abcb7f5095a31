import { existsSync, globSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, it } from 'vitest'
import { warehouseApp } from './synth.ts'

const ROOT = join(import.meta.dirname, '../..')

it('what CodeBuild gets is enough for a build to begin', async () => {
  const { directory } = warehouseApp().synth()
  const [sources = ''] = globSync(join(directory, 'asset.*')).filter((each) => existsSync(join(each, 'cli')))
  symlinkSync(join(ROOT, 'node_modules'), join(sources, 'node_modules'))
  const { stdout } = await execa(process.execPath, [join(sources, 'cli/main.ts'), 'build', '--help'], {
    preferLocal: false,
  })
  expect(stdout).toContain('CX_ATHENA_LAKE')
  for (const file of ['cli/setup.mjs', 'requirements.txt', 'sql/dbt_project.yml', '.npmrc'])
    expect(existsSync(join(sources, file)), file).toBe(true)
  for (const folder of ['.git', 'infra', 'test', 'docs'])
    expect(existsSync(join(sources, folder))).toBe(false)
})
