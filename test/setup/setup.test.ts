import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { bareCheckout } from './bare-checkout.ts'

const INSTALL = [
  'npm ci --include=dev --include=optional --no-engine-strict',
  'npm done',
  'npm rebuild --ignore-scripts=false @cubejs-backend/native',
  'python pip',
  'python venv',
]

const HERE = `${process.platform}-${process.arch}`

describe('a bare checkout', () => {
  test('is made ready once, and the second time nothing is done or said', async () => {
    const { start, calls } = bareCheckout()
    const first = await start()
    expect(first.stderr).toMatch(/✔ npm packages .* s\n/)
    expect(first.stderr).toMatch(/✔ Python packages \(Python 3\.12\.4\) .* s\n/)
    expect(first.stderr).toMatch(/native addon .* s - not to be had here/)
    expect(first).toMatchObject({ exitCode: 0, stdout: '' })
    expect(calls().sort()).toEqual(INSTALL)
    expect(await start()).toMatchObject({ exitCode: 0, stdout: '', stderr: '' })
    expect(calls()).toEqual([])
  })

  test('is made ready once by two set-ups at the same time', async () => {
    const { start, calls } = bareCheckout()
    const both = await Promise.all([start({ NPM_SECONDS: '1' }), start({ NPM_SECONDS: '1' })])
    expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0])
    expect(calls().sort()).toEqual(INSTALL)
    expect(both.map(({ stderr }) => stderr).join()).toContain('Waiting for the set-up that runs already')
  })
})

describe('a checkout that was ready', () => {
  test.each([
    ['package-lock.json', ['npm ci', 'npm done', 'npm rebuild']],
    ['requirements.txt', ['python pip', 'python venv']],
  ])('installs again what a changed %s asks for, and only that', async (file, expected) => {
    const { root, start, calls } = bareCheckout()
    await start()
    calls()
    appendFileSync(join(root, file), '\n')
    expect(await start()).toMatchObject({ exitCode: 0 })
    expect(
      calls()
        .map((line) => line.split(' ').slice(0, 2).join(' '))
        .sort(),
    ).toEqual(expected)
  })

  test.each([
    ['the stamp is cut off', (root: string) => writeFileSync(join(root, '.venv/.cx-setup.json'), '{"requi')],
    ['the interpreter is gone', (root: string) => rmSync(join(root, '.venv/bin/python'))],
  ])('makes .venv anew when %s', async (_title, damage) => {
    const { root, start, calls } = bareCheckout()
    await start()
    calls()
    damage(root)
    expect(await start()).toMatchObject({ exitCode: 0 })
    expect(calls().sort()).toEqual(['python pip', 'python venv'])
  })

  test.each([
    ['trusts', 'no stamp is there', undefined, 0],
    ['trusts', 'the stamp is that of an earlier lock', { lock: 'earlier', platform: HERE }, 0],
    ['does not trust', 'the stamp is that of another machine', { lock: 'earlier', platform: 'vax-vms' }, 1],
  ])("%s npm's own record of what it installed when %s", async (_verb, _when, stamp, installs) => {
    const { root, start, calls } = bareCheckout()
    await start()
    calls()
    const modules = join(root, 'node_modules')
    rmSync(join(modules, '.cx-setup.json'))
    if (stamp) writeFileSync(join(modules, '.cx-setup.json'), JSON.stringify(stamp))
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    delete packages['']
    writeFileSync(join(modules, '.package-lock.json'), JSON.stringify({ packages }))
    await start()
    expect(calls().filter((line) => line.startsWith('npm ci'))).toHaveLength(installs)
  })
})

describe('an install that did not end well', () => {
  test('shows the end of what npm said, without its warnings, and goes on from there', async () => {
    const { start, calls } = bareCheckout()
    const failed = await start({ NPM_FAILS: '1' })
    expect(failed.exitCode).toBe(1)
    expect(failed.stderr).toMatch(
      /Set-up failed\. npm ci failed \(exit code 7\).*\n {4}npm error code ENOTFOUND\nRun the same/,
    )
    expect(failed.stderr).not.toMatch(/EBADENGINE|at .*\.mjs/)
    expect(calls()).not.toContain('npm done')
    expect(await start()).toMatchObject({ exitCode: 0 })
    expect(calls()).not.toContain('python venv')
  })

  test('is done again after an interruption, which ends npm too', async () => {
    const { root, start, calls } = bareCheckout()
    const interrupted = start({ NPM_SECONDS: '2' })
    await sleep(1200)
    interrupted.kill('SIGINT')
    expect(await interrupted).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('interrupted') })
    await sleep(1500)
    expect(calls()).not.toContain('npm done')
    expect(existsSync(join(root, 'node_modules'))).toBe(false)
    expect(await start()).toMatchObject({ exitCode: 0 })
    expect(calls()).toContain('npm done')
  })

  test('is not begun again beside an npm that outlived its killed set-up', async () => {
    const { start, calls } = bareCheckout()
    const killed = start({ NPM_SECONDS: '3' })
    await sleep(1200)
    killed.kill('SIGKILL')
    await killed
    expect(await start()).toMatchObject({ exitCode: 0 })
    const npm = calls().filter((line) => /^npm (ci|done)/.test(line))
    expect(npm.map((line) => line.split(' ')[1])).toEqual(['ci', 'done', 'ci', 'done'])
  })
})

describe('a machine without a fitting Python', () => {
  test.each([
    ['none', {}, /^Set-up failed\. Python is missing: .*apt-get install python3 python3-venv/],
    [
      'an old one',
      { python: { version: '3.9.2' } },
      /^Set-up failed\. Python is too old: python3 is 3\.9\.2\. Install Python 3\.11/,
    ],
    [
      'one without venv',
      { python: { version: '3.13.0', missing: '"ensurepip"' } },
      /^Set-up failed\. python3 has no ensurepip module\. Install it \(e\.g\. apt-get install python3\.13-venv/,
    ],
  ])('(%s) is told in one line what to install, before any download', async (_title, options, line) => {
    const { start, calls } = bareCheckout(options)
    const { exitCode, stderr } = await start()
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(line)
    expect(stderr).not.toContain('\n')
    expect(calls()).toEqual([])
  })
})
