import { spawn } from 'node:child_process'
import { isWarning } from './error.mjs'

const windows = process.platform === 'win32'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/** @type {(pids: number[]) => void} */
let tell = () => {}

/** Tells the process ids of what is running, at every change. @param {typeof tell} listener */
export const watchRunning = (listener) => {
  tell = listener
}

const tellRunning = () => tell([...running].flatMap(({ pid }) => pid ?? []))

/** Ends at once what is still running, with everything it has started. */
export const endAll = () => {
  for (const child of running) endGroup(child)
}

// Not asked politely: npm takes many seconds to undo its work, and would undo the next set-up's as well.
/** @param {import('node:child_process').ChildProcess} child */
const endGroup = (child) => {
  try {
    if (windows || child.pid === undefined) child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
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
        endGroup(child)
      }, timeoutMs)
    running.add(child)
    tellRunning()
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
      tellRunning()
      resolve(result)
    }
    child.on('error', (error) => done({ code: 127, output: `${output}${error.message}\n` }))
    child.on('close', (code) => done({ code: late ? 124 : (code ?? 1), output }))
  })
