import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { otherNode, runsTypeScript } from '../../cli/setup/node.mjs'
import { bareCheckout } from './bare-checkout.ts'

describe('cx', () => {
  test('makes a bare checkout ready on stderr, then runs main.ts with its arguments', async () => {
    const { root, start } = bareCheckout()
    const main =
      'const args: string[] = process.argv.slice(2)\nconsole.log(JSON.stringify(args))\nprocess.exitCode = 3'
    writeFileSync(join(root, 'cli/main.ts'), main)
    const first = await start({}, ['cli/cx.mjs', 'build', '--json'])
    expect(first).toMatchObject({
      exitCode: 3,
      stdout: '["build","--json"]',
      stderr: expect.stringContaining('Ready'),
    })
    expect(await start({}, ['cli/cx.mjs'])).toMatchObject({ exitCode: 3, stdout: '[]', stderr: '' })
  })

  test('leaves out warnings that something is experimental, and no others', async () => {
    const { root, start } = bareCheckout()
    const warn = (text: string, type: string) => `process.emitWarning('${text}', '${type}');`
    writeFileSync(
      join(root, 'cli/main.ts'),
      warn('types', 'ExperimentalWarning') + warn('old', 'DeprecationWarning'),
    )
    await start()
    const { stderr } = await start({}, ['cli/cx.mjs'])
    expect(stderr).toContain('DeprecationWarning: old')
    expect(stderr).not.toContain('ExperimentalWarning')
  })
})

describe('npm scripts', () => {
  test('run a TypeScript file of a bare checkout with its arguments, and end as it ends', async () => {
    const { root, start } = bareCheckout()
    writeFileSync(
      join(root, 'work.ts'),
      'const args: string[] = process.argv.slice(2)\nconsole.log(args.join())\nprocess.exitCode = 3',
    )
    const ended = await start({}, ['cli/run.mjs', 'work.ts', 'a', '--b'])
    expect(ended).toMatchObject({ exitCode: 3, stdout: 'a,--b', stderr: expect.stringContaining('Ready') })
  })

  test('leave the Node for TypeScript to be chosen once the checkout is ready', () => {
    const { scripts } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8'))
    const direct = Object.values<string>(scripts).filter((script) => /\bnode [\w/-]+\.ts\b/.test(script))
    expect(direct).toEqual([])
  })
})

describe('signals', () => {
  const signals = JSON.stringify(resolve(import.meta.dirname, '../../cli/setup/signals.mjs'))
  const child = `
    import { deliverOnce } from ${signals}
    deliverOnce()
    let count = 0
    const timer = setInterval(() => {}, 1000)
    process.on('SIGINT', () => {
      count++
      setTimeout(() => { clearInterval(timer); console.log('got', count); process.exit(4) }, 300)
    })
    console.log('up')`

  const started = async (name: string, text: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'cx-signals-'))
    writeFileSync(join(folder, 'child.mjs'), child)
    writeFileSync(join(folder, name), text)
    const running = execa(process.execPath, [join(folder, name)], { reject: false, stdin: 'ignore' })
    await new Promise((ready) => running.stdout.once('data', ready))
    return { running } // wrapped: it is itself a promise, of its end
  }

  test('that come twice within a moment, as under npm, are delivered once', async () => {
    const { running } = await started('child.mjs', child)
    running.kill('SIGINT')
    setTimeout(() => running.kill('SIGINT'), 50)
    expect(await running).toMatchObject({ exitCode: 4, stdout: 'up\ngot 1' })
  })

  const parent = `
    import { spawn } from 'node:child_process'
    import { followChild } from ${signals}
    followChild(spawn(process.execPath, [new URL('child.mjs', import.meta.url).pathname], { stdio: 'inherit' }))`

  test('reach the Node that cx started, and its exit code comes back', async () => {
    const { running } = await started('parent.mjs', parent)
    running.kill('SIGINT')
    expect(await running).toMatchObject({ exitCode: 4, stdout: 'up\ngot 1' })
  })

  test('that end the Node that cx started end cx in the same way', async () => {
    const { running } = await started('parent.mjs', parent)
    running.kill('SIGTERM')
    expect(await running).toMatchObject({ signal: 'SIGTERM' })
  })
})

describe('the Node to run on', () => {
  test.each([
    ['20.20.2', false],
    ['22.17.1', false],
    ['22.18.0', true],
    ['23.5.0', false],
    ['24.0.0', true],
    ['26.1.0', true],
  ])('%s runs TypeScript: %s', (version, expected) => {
    expect(runsTypeScript(version)).toBe(expected)
  })

  test('is the present one where it will do', () => {
    expect(otherNode('/nowhere', '24.1.0')).toBeUndefined()
  })

  test('is the packaged one for an old Node, and asked for where npm has none', () => {
    const root = resolve(import.meta.dirname, '../..')
    if (process.platform === 'linux') {
      expect(otherNode(root, '20.20.2')).toBe(join(root, 'node_modules/.bin/node'))
    }
    expect(() => otherNode('/nowhere', '20.20.2')).toThrow(/Node 20\.20\.2 cannot run this.*Install Node 24/)
  })
})
