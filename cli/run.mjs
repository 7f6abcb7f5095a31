#!/usr/bin/env node
// Runs one of the project's TypeScript files, with its arguments, once the checkout is ready, on a Node that can: a shell
// that has looked `node` up before the set-up goes on with the one that the machine came with.
import { spawn } from 'node:child_process'
import { otherNode } from './setup/node.mjs'
import { followChild } from './setup/signals.mjs'
import { ensureSetup, orExit, ROOT } from './setup.mjs'

await orExit(ensureSetup)
const node = (await orExit(async () => otherNode(ROOT))) ?? process.execPath
followChild(spawn(node, process.argv.slice(2), { stdio: 'inherit' }))
