#!/usr/bin/env node
// The `cx` command. It makes the checkout ready first, then runs cli/main.ts on a Node that can: the present one,
// or the Node 24 among the npm packages. Plain JavaScript for the Node that the machine came with (20 or newer).
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { otherNode } from './setup/node.mjs'
import { deliverOnce, followChild } from './setup/signals.mjs'
import { ensureSetup, orExit, ROOT } from './setup.mjs'

/** Runs this same file on another Node, which then goes the other way. @param {string} node */
const runOn = (node) => {
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  followChild(spawn(node, args, { stdio: 'inherit' }))
}

const runHere = async () => {
  deliverOnce()
  const warn = process.emitWarning
  // Some Nodes call running TypeScript experimental, which nobody who uses `cx` can act on.
  process.emitWarning = (/** @type {any[]} */ ...args) => {
    const type = args[1]?.type ?? args[1]
    if (type !== 'ExperimentalWarning') Reflect.apply(warn, process, args)
  }
  await import(new URL('main.ts', import.meta.url).href)
}

await orExit(ensureSetup)
const node = await orExit(async () => otherNode(ROOT))
if (node === undefined) await runHere()
else runOn(node)
