import { describe, expect, it } from 'vitest'
import { newFolder } from '../lambdas/land/lab.ts'
import { blocksOf, runBlock, writeBlock } from './page.ts'

const steps = blocksOf('maps.md')

describe('the page on maps', () => {
  it('does what it says, block by block', async () => {
    const folder = newFolder()
    let printed = ''
    for (const step of steps) {
      if (step.file) writeBlock(folder, step)
      else if (step.language === 'sh') printed = await runBlock(folder, step)
      else expect(`${printed}\n`).toBe(step.text)
    }
    expect(steps.filter(({ language }) => language === 'sh')).toHaveLength(5)
    expect(steps.filter(({ language }) => language === 'text')).toHaveLength(4)
  })
})
