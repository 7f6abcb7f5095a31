import { spawn } from 'node:child_process'
import { isWarning } from './error.mjs'

const windows = process.platform === 'win32'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/** Ends what is still running, with everything it has started. @param {NodeJS.Signals} signal */
export const endAll = (signal) => {
  for (const child of running) endGroup(child, signal)
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
const endGroup = (child, signal) => {
  try {
    if (windows || child.pid === undefined) child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // It has ended by itself.
  }
}

/**
 * @typedef {object} Result
 * @property {number} code 127 where the program does not exist, 124 where the time ran out
 * @property {string} output stdout and stderr as they came
 */

/**
 * Runs a program quietly and keeps what it says. It gets its own process group, so that a time limit
 * ends its children too.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onLine?: (line: string) => void }} [options]
 * @returns {Promise<Result>}
 */
export const run = (program, args, { cwd, env = process.env, timeoutMs, onLine = () => {} } = {}) =>
  new Promise((resolve) => {
    // npm is npm.cmd on Windows, which only a shell can start.
    const options = { cwd, env, detached: !windows, shell: windows && program === 'npm', windowsHide: true }
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let late = false
    const timer =
      timeoutMs &&
      setTimeout(() => {
        late = true
        endGroup(child, 'SIGKILL')
      }, timeoutMs)
    running.add(child)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text
        const line = text.split('\n').findLast((each) => each.trim() !== '' && !isWarning(each))
        if (line) onLine(line.trim())
      })
    }
    /** @param {Result} result */
    const done = (result) => {
      clearTimeout(timer)
      running.delete(child)
      resolve(result)
    }
    child.on('error', (error) => done({ code: 127, output: `${output}${error.message}\n` }))
    child.on('close', (code) => done({ code: late ? 124 : (code ?? 1), output }))
  })
