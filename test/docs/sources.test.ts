import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newFolder } from '../lambdas/land/lab.ts'
import { serve } from '../lambdas/pull/server.ts'
import { blocksOf, runBlock, writeBlock } from './page.ts'

const steps = blocksOf('sources.md')
const folder = newFolder()
let bakery: Awaited<ReturnType<typeof serve>>

const reviews = ['happy', 'fair', 'angry', 'puzzled'].map((mood, n) => ({
  ...{ id: n + 1, mood, words: `No. ${n}`, branch: { code: 'K1' } },
  ...{ created_at: `2026-03-01T10:0${n}:00Z`, changed_at: `2026-03-02T10:0${n}:00Z` },
}))

beforeAll(async () => {
  let busy = true
  bakery = await serve(({ url }) => {
    busy = !busy
    if (busy) return { status: 429, headers: { 'retry-after': '0' } }
    const from = Number(url.searchParams.get('cursor') ?? 0)
    const found = reviews.filter(
      ({ changed_at }) => changed_at >= (url.searchParams.get('changed_since') ?? ''),
    )
    const next = from + 2 < found.length ? String(from + 2) : null
    return { json: { data: { reviews: found.slice(from, from + 2), next } } }
  })
})
afterAll(() => bakery?.stop())

it('the page on sources does what it says: its file pulls, and the command prints what stands there', async () => {
  mkdirSync(join(folder, 'my-sources'))
  const file = steps.find((step) => step.file === 'bakery.yml')
  writeBlock(join(folder, 'my-sources'), file ?? { language: '', file: '', text: '' })
  const command = steps.find(({ text }) => text.startsWith('CX_SOURCE_BAKERY'))
  const account = JSON.stringify({ base: bakery.base, token: 't' })
  const text = (command?.text ?? '').replace('{"token": "…"}', account)
  const printed = await runBlock(folder, { language: 'sh', file: undefined, text })
  expect(`${printed}\n`).toBe(steps.find(({ language }) => language === 'text')?.text)
  expect(await runBlock(folder, { language: 'sh', file: undefined, text })).toMatch(/nothing new/)
})

it('names the sources that there are, and where an account belongs', async () => {
  const run = (words: string) =>
    runBlock(folder, {
      language: 'sh',
      file: undefined,
      text: `XDG_CONFIG_HOME=. npx cx pull ${words} 2>&1 || echo "exit $?"`,
    })
  expect(await run('nobody')).toMatch(/no source nobody.*allowed: hubspot, .*zendesk.*exit 2/s)
  expect(await run('zendesk')).toMatch(
    /no account for zendesk.*CX_SOURCE_ZENDESK.*docs\/sources\.md.*exit 2/s,
  )
})
