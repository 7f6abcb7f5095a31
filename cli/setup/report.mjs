const CLEAR_LINE = '\r\x1b[2K'

/** @param {number} since from performance.now() */
const elapsed = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/**
 * A line per finished step with the time it took, and a sign of life meanwhile: one updating line on a terminal,
 * elsewhere a line now and then. Plain JavaScript of its own, because it runs before anything is installed.
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} stream
 */
export const createReport = (stream) => {
  /** @type {Map<string, { since: number, line: string }>} */
  const running = new Map()

  const alive = () => {
    const steps = [...running].map(([label, { since }]) => `${label} ${elapsed(since)}`).join(', ')
    const said = [...running.values()].map(({ line }) => line).findLast((line) => line !== '')
    const text = `  … ${steps}${said ? ` (${said})` : ''}`.slice(0, (stream.columns ?? 110) - 1)
    stream.write(stream.isTTY ? `${CLEAR_LINE}${text}` : `${text}\n`)
  }

  /** @type {NodeJS.Timeout | undefined} */
  let timer

  /** @param {string} text */
  const say = (text) => void stream.write(`${stream.isTTY ? CLEAR_LINE : ''}${text}\n`)

  /**
   * @template T
   * @param {string} label
   * @param {(onLine: (line: string) => void) => Promise<T>} work
   * @param {(result: T) => string} [outcome] a remark behind the time
   * @returns {Promise<T>}
   */
  const step = async (label, work, outcome = () => '') => {
    const entry = { since: performance.now(), line: '' }
    running.set(label, entry)
    timer ??= setInterval(alive, stream.isTTY ? 250 : 10_000)
    try {
      const result = await work((line) => {
        entry.line = line
      })
      say(['  ✔', label, elapsed(entry.since), outcome(result)].join(' ').trimEnd())
      return result
    } catch (error) {
      say(`  ✘ ${label} ${elapsed(entry.since)}`)
      throw error
    } finally {
      running.delete(label)
      if (running.size === 0) {
        clearInterval(timer)
        timer = undefined
      }
    }
  }

  return { say, step }
}

/** @typedef {ReturnType<typeof createReport>} Report */
