import { stripVTControlCharacters, styleText } from 'node:util'
import { formatDuration } from './duration.ts'
import { formatCount, formatNumber } from './format.ts'
import { coloured } from './table.ts'

export interface Step {
  /** How far the step is: `count(12, { total: 24, of: 'file' })` shows `12 of 24 files`. */
  count(done: number, options?: { readonly total?: number; readonly of?: string }): void
  /** A remark beside the step, replacing the last one: `detail('3 rows quarantined')`. */
  detail(text: string): void
}

export interface Progress {
  /** Runs one step of the work and returns its result. Steps may run side by side. A failed one is marked and rethrown. */
  step<T>(label: string, work: (step: Step) => T | Promise<T>): Promise<T>
  /** A line of its own, which leaves the updating line intact. */
  note(text: string): void
}

export interface ProgressStream {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

export interface ProgressOptions {
  /** Both silence it: results go to stdout, and nothing to stderr. */
  readonly json?: boolean
  readonly quiet?: boolean
  readonly stream?: ProgressStream
  /** Milliseconds from any fixed point. */
  readonly clock?: () => number
}

interface Running {
  readonly label: string
  readonly started: number
  count: string
  detail: string
}

interface Display {
  refresh(running: readonly Running[]): void
  finished(step: Running, ok: boolean): void
  note(text: string): void
  readonly everyMs: number
}

/** Progress on stderr: one updating line on a terminal, elsewhere a line per finished step. */
export const createProgress = (options: ProgressOptions = {}): Progress => {
  const { json = false, quiet = false, stream = process.stderr, clock = () => performance.now() } = options
  if (json || quiet) return silent
  const display = stream.isTTY ? updatingLine(stream, clock) : plainLines(stream, clock)
  return tracked(display, clock)
}

const silent: Progress = {
  step: async (_label, work) => work({ count: () => {}, detail: () => {} }),
  note: () => {},
}

const tracked = (display: Display, clock: () => number): Progress => {
  const running: Running[] = []
  let timer: NodeJS.Timeout | undefined
  const start = (label: string) => {
    const step: Running = { label, started: clock(), count: '', detail: '' }
    running.push(step)
    // Only a sign of life: it must not keep the process alive.
    timer ??= setInterval(() => display.refresh(running), display.everyMs).unref()
    return step
  }
  const finish = (step: Running, ok: boolean) => {
    running.splice(running.indexOf(step), 1)
    display.finished(step, ok)
    if (running.length > 0) return
    clearInterval(timer)
    timer = undefined
  }
  return {
    note: (text) => display.note(text),
    async step(label, work) {
      const step = start(label)
      try {
        const result = await work(handleOf(step))
        finish(step, true)
        return result
      } catch (error) {
        finish(step, false)
        throw error
      }
    },
  }
}

const handleOf = (step: Running): Step => ({
  count(done, { total, of = '' } = {}) {
    const goal = of === '' ? formatNumber(total ?? done) : formatCount(total ?? done, of)
    step.count = total === undefined || done === total ? goal : `${formatNumber(done)} of ${goal}`
  },
  detail(text) {
    step.detail = text
  },
})

const describe = (step: Running, now: number) =>
  [step.label, step.count, step.detail, formatDuration(now - step.started)]
    .filter((part) => part !== '')
    .join(' · ')

const marks = (stream: ProgressStream) => {
  const colour = coloured(stream)
  return (ok: boolean) => {
    const mark = ok ? '✔' : '✘'
    return colour ? styleText(ok ? 'green' : 'red', mark, { validateStream: false }) : mark
  }
}

const plainLines = (stream: ProgressStream, clock: () => number): Display => {
  const mark = marks(stream)
  return {
    everyMs: 30_000,
    // A log that says nothing for minutes looks like a hang.
    refresh: (running) => running.forEach((step) => void stream.write(`… ${describe(step, clock())}\n`)),
    finished: (step, ok) => void stream.write(`${mark(ok)} ${describe(step, clock())}\n`),
    note: (text) => void stream.write(`${text}\n`),
  }
}

const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'
const CLEAR_LINE = '\r\x1b[2K'

const updatingLine = (stream: ProgressStream, clock: () => number): Display => {
  const mark = marks(stream)
  let frame = 0
  let line = ''
  const above = (text: string) => void stream.write(`${CLEAR_LINE}${text}\n${line}`)
  return {
    everyMs: 100,
    refresh(running) {
      frame = (frame + 1) % FRAMES.length
      const text = running.map((step) => describe(step, clock())).join('   ')
      // A line that wraps cannot be cleared again.
      line = `${FRAMES[frame]} ${stripVTControlCharacters(text)}`.slice(0, (stream.columns ?? 80) - 1)
      stream.write(`${CLEAR_LINE}${line}`)
    },
    finished(step, ok) {
      line = ''
      above(`${mark(ok)} ${describe(step, clock())}`)
    },
    note: above,
  }
}
