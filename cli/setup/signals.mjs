/** @typedef {'SIGINT' | 'SIGTERM'} Ending */
/** @type {readonly Ending[]} */
export const ENDINGS = ['SIGINT', 'SIGTERM']

/**
 * Lets a signal through once. One Ctrl-C arrives twice under npm (from the terminal, then from npm), and a
 * second one would cut a clean end short.
 * @param {number} [withinMs]
 */
export const deliverOnce = (withinMs = 500) => {
  /** @type {Map<unknown, number>} */
  const seen = new Map()
  const emit = process.emit
  // Node binds process.emit when the first listener is added, so this comes before everything else.
  process.emit = /** @type {typeof emit} */ (
    (/** @type {string} */ name, /** @type {unknown[]} */ ...rest) => {
      if (ENDINGS.includes(/** @type {Ending} */ (name))) {
        const now = performance.now()
        if (now - (seen.get(name) ?? Number.NEGATIVE_INFINITY) < withinMs) return true
        seen.set(name, now)
      }
      return Reflect.apply(emit, process, [name, ...rest])
    }
  )
}

/**
 * Passes both signals on to the child, and ends as the child has ended.
 * @param {import('node:child_process').ChildProcess} child
 */
export const followChild = (child) => {
  for (const signal of ENDINGS) process.on(signal, () => void child.kill(signal))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    for (const each of ENDINGS) process.removeAllListeners(each)
    process.kill(process.pid, signal)
  })
}
