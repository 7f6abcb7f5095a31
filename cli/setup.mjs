#!/usr/bin/env node
// Makes a bare checkout ready: npm packages, a Python environment, and Cube's addon where it can be had.
// Plain JavaScript without dependencies, for the Node that the machine came with (20 or newer).
import { realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SetupError } from './setup/error.mjs'
import { withLock } from './setup/lock.mjs'
import {
  areNodePackagesReady,
  fetchAddon,
  installNodePackages,
  wasAddonTried,
} from './setup/node-packages.mjs'
import { findPython } from './setup/python.mjs'
import { arePythonPackagesReady, installPythonPackages } from './setup/python-packages.mjs'
import { createReport } from './setup/report.mjs'
import { endAll, watchRunning } from './setup/run.mjs'

/** The checkout's root. */
export const ROOT = realpathSync(fileURLToPath(new URL('..', import.meta.url)))

/** @param {string} [root] */
export const isReady = (root = ROOT) =>
  areNodePackagesReady(root) && wasAddonTried(root) && arePythonPackagesReady(root)

/**
 * Installs what is missing or out of date; returns at once when nothing is.
 * @param {{ quiet?: boolean, root?: string }} [options] quiet: without progress
 * @returns {Promise<boolean>} whether there was something to do
 * @throws {SetupError} whose message says what failed and what to do
 */
export const ensureSetup = async ({ quiet = false, root = ROOT } = {}) => {
  if (isReady(root)) return false
  const report = createReport(quiet ? { write: () => {} } : process.stderr)
  /** @param {string} holder */
  const onWait = (holder) => report.say(`Waiting for the set-up that runs already (process ${holder}) …`)
  const lock = join(root, '.cx/setup.lock')
  return withLock(
    lock,
    (hold) => {
      watchRunning(hold)
      return install(root, report).finally(() => watchRunning(() => {}))
    },
    { onWait },
  )
}

/** @param {string} root @param {import('./setup/report.mjs').Report} report */
const install = async (root, report) => {
  if (isReady(root)) return false // another process did it while this one waited
  const forget = endWithChildren(report)
  const since = performance.now()
  try {
    // Looked for first: a minute of downloads should not end with "no Python".
    const python = arePythonPackagesReady(root) ? undefined : await findPython()
    report.say('Setting up (once; a minute or two, mostly downloads)')
    await allOf([nodeSteps(root, report), python && pythonSteps(root, report, python)])
    report.say(`Ready after ${((performance.now() - since) / 1000).toFixed(1)} s`)
    return true
  } finally {
    forget()
  }
}

/** @param {string} root @param {import('./setup/report.mjs').Report} report */
const nodeSteps = async (root, report) => {
  if (!areNodePackagesReady(root)) {
    await report.step('npm packages', (onLine) => installNodePackages(root, onLine))
  }
  if (wasAddonTried(root)) return
  const outcome = (/** @type {boolean} */ found) =>
    found ? '' : '- not to be had here; all works without it but the SQL API for BI tools'
  await report.step("Cube's native addon", () => fetchAddon(root), outcome)
}

/**
 * @param {string} root
 * @param {import('./setup/report.mjs').Report} report
 * @param {import('./setup/python.mjs').Python} python
 */
const pythonSteps = (root, report, python) =>
  report.step(`Python packages (Python ${python.version.join('.')})`, (onLine) =>
    installPythonPackages(root, python, onLine),
  )

/**
 * Waits for all, so that a failed one leaves no other at work, and what succeeded is not done again.
 * @param {(Promise<unknown> | undefined)[]} works
 */
const allOf = async (works) => {
  const results = await Promise.allSettled(works)
  const errors = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason)
  const defect = errors.find((error) => !(error instanceof SetupError))
  if (defect) throw defect
  if (errors.length === 0) return
  const advice =
    'Run the same command again when that is mended (network, proxy, disk space); it goes on from there.'
  throw new SetupError([...errors.map(({ message }) => message), advice].join('\n'))
}

/**
 * npm and pip run in process groups of their own, which Ctrl-C does not reach.
 * @param {import('./setup/report.mjs').Report} report
 */
const endWithChildren = (report) => {
  const codes = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })
  /** @param {keyof typeof codes} signal */
  const end = (signal) => {
    endAll()
    report.say('Set-up interrupted; the next start goes on.')
    process.exit(codes[signal])
  }
  const signals = /** @type {(keyof typeof codes)[]} */ (Object.keys(codes))
  for (const signal of signals) process.on(signal, end)
  return () => signals.forEach((signal) => void process.off(signal, end))
}

/**
 * For a command line: one clear message and exit code 1 instead of a stack.
 * @template T
 * @param {() => Promise<T>} work
 */
export const orExit = async (work) => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    process.stderr.write(`Set-up failed. ${error.message}\n`)
    return process.exit(1)
  }
}

const isScript = process.argv[1] && realpathSync(resolve(process.argv[1])) === fileURLToPath(import.meta.url)
if (isScript) await orExit(ensureSetup)
