import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FolderLake } from '../../../lambdas/land/folder-lake.ts'
import { asStranger, newFolder } from './lab.ts'

describe('a lake in a folder', () => {
  it('is empty where there is no folder', async () => {
    expect(await new FolderLake(join(newFolder(), 'none')).list('raw')).toEqual([])
  })

  it('lists no file as though it were an empty folder', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'raw'), '')
    await expect(new FolderLake(folder).list('raw')).rejects.toThrow(/cannot be read \(ENOTDIR\).*--lake/)
  })

  it('says that it may not be read, and does not look empty then', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'raw', 'orders'), { recursive: true })
    chmodSync(join(folder, 'raw'), 0)
    await asStranger(folder, async () => {
      expect(await new FolderLake(folder).list('ledger')).toEqual([])
      await expect(new FolderLake(folder).list('raw')).rejects.toThrow(/cannot be read \(EACCES\).*right to/)
    })
    chmodSync(join(folder, 'raw'), 0o700)
  })
})
