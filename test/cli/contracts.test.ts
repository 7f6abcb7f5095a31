import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RENEW } from '../../cli/views/contracts-page.ts'
import { contracts } from '../../contracts/index.ts'
import { cx } from '../built-lake.ts'
import { newFolder } from '../lambdas/land/lab.ts'

const page = join(import.meta.dirname, '../../docs/contracts.md')

describe('cx contracts', () => {
  it('lists every extract with its key and its columns', async () => {
    const { stdout, exitCode } = await cx('contracts')
    expect(exitCode).toBe(0)
    for (const { name, columns } of contracts) {
      const required = columns.filter((column) => column.required).length
      expect(stdout).toMatch(new RegExp(`^${name} .* ${columns.length} +${required}$`, 'm'))
    }
  })

  it('shows the columns of one, what they allow and what must hold across them', async () => {
    const { stdout } = await cx('contracts', 'customers')
    expect(stdout).toMatch(/^customer_id +id +yes /m)
    expect(stdout).toMatch(/^birth_year +whole number +no +1900 to 2199 /m)
    expect(stdout).toMatch(/^email +text, personal +no +lands as a pseudonym only/m)
    expect(stdout).toMatch(/Rule: left_at must not be before joined_at\./)
  })

  it('prints JSON Schema of all extracts or of one', async () => {
    const all = JSON.parse((await cx('contracts', '--json')).stdout)
    expect(Object.keys(all.$defs)).toEqual(contracts.map(({ name }) => name))
    const one = JSON.parse((await cx('contracts', 'orders', '--json')).stdout)
    expect(one).toEqual({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...all.$defs.orders })
  })

  it('prints the reference page as it stands in docs', async () => {
    const { stdout } = await cx('contracts', '--markdown')
    expect(readFileSync(page, 'utf8'), `docs/contracts.md is not current. Renew it: ${RENEW}`).toBe(
      `${stdout}\n`,
    )
  })

  it('writes an empty file per extract that lands as that extract', async () => {
    const [folder, lake] = [newFolder(), newFolder()]
    await cx('contracts', '--template', folder)
    expect(readdirSync(folder).sort()).toEqual(contracts.map(({ name }) => `${name}.csv`).sort())
    const { landed, refused } = JSON.parse((await cx('land', folder, '--lake', lake, '--json')).stdout)
    expect(refused).toEqual([])
    for (const { name } of contracts)
      expect(landed).toContainEqual(
        expect.objectContaining({ extract: name, received: 0, unknown_columns: [] }),
      )
  })

  it('leaves a file as it is unless it is told to replace it', async () => {
    const folder = newFolder()
    const file = join(folder, 'orders.csv')
    writeFileSync(file, 'mine\n')
    const kept = await cx('contracts', 'orders', '--template', folder)
    expect(kept.stdout).toMatch(/Left as they are.*--force/)
    expect(readFileSync(file, 'utf8')).toBe('mine\n')
    await cx('contracts', 'orders', '--template', folder, '--force')
    expect(readFileSync(file, 'utf8')).toMatch(/^order_id,store_id,/)
  })

  it.each([
    [['ordres'], /no extract ordres[\s\S]*allowed: survey_answers/],
    [['--markdown', '--json'], /cannot be used with/],
  ])('says what is allowed when used as %j', async (words, message) => {
    const { exitCode, stderr } = await cx('contracts', ...words)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(message)
  })

  it('says what is wrong with a folder that cannot be one', async () => {
    const file = join(newFolder(), 'file')
    writeFileSync(file, '')
    const { exitCode, stderr } = await cx('contracts', '--template', file)
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/cannot be written to/)
  })
})
