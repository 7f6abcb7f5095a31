export interface CxErrorParts {
  /** What went wrong, as a sentence without a full stop. */
  readonly what: string
  /** What was given. */
  readonly got?: unknown
  /** What would have been accepted. */
  readonly allowed?: string | readonly string[]
  /** What to do next: a command where there is one. */
  readonly next?: string
  /** 1: the work failed; 2: the command was used wrongly. */
  readonly exitCode?: number
  readonly cause?: unknown
}

/** An error that somebody can act on. Everything else that is thrown is a defect of ours. */
export class CxError extends Error {
  override readonly name = 'CxError'
  readonly what: string
  readonly got: unknown
  readonly allowed: string | undefined
  readonly next: string | undefined
  readonly exitCode: number

  constructor({ what, got, allowed, next, exitCode = 1, cause }: CxErrorParts) {
    const parts = { what, got, allowed: inWords(allowed), next }
    super(sentence(parts), cause === undefined ? undefined : { cause })
    this.what = what
    this.got = got
    this.allowed = parts.allowed
    this.next = next
    this.exitCode = exitCode
  }
}

const inWords = (allowed: CxErrorParts['allowed']) =>
  allowed === undefined || typeof allowed === 'string' ? allowed : allowed.join(', ')

// Counts from DuckDB are bigint, which JSON.stringify refuses.
const jsonOf = (value: unknown): string | undefined =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? Number(each) : each))

const shown = (got: unknown) => (typeof got === 'string' ? `"${got}"` : (jsonOf(got) ?? String(got)))

const sentence = ({ what, got, allowed, next }: Pick<CxError, 'what' | 'got' | 'allowed' | 'next'>) =>
  [
    got === undefined ? what : `${what}: got ${shown(got)}`,
    allowed === undefined ? [] : `  allowed: ${allowed}`,
    next === undefined ? [] : `  next: ${next}`,
  ]
    .flat()
    .join('\n')

export interface ReportOptions {
  readonly json?: boolean
  /** With stack and causes. */
  readonly debug?: boolean
  readonly stream?: { write(text: string): unknown }
}

/**
 * Prints an error to stderr and returns the exit code. With `json` it is one line,
 * `{"error":{"what","got","allowed","next"}}`, the last of stderr, so that stdout holds results only.
 */
export const reportError = (error: unknown, options: ReportOptions = {}): number => {
  const { json = false, debug = process.env.CX_DEBUG === '1', stream = process.stderr } = options
  stream.write(`${json ? asJson(error, debug) : asText(error, debug)}\n`)
  return error instanceof CxError ? error.exitCode : 1
}

const asJson = (error: unknown, debug: boolean) => {
  const stack = debug && error instanceof Error ? { stack: error.stack } : {}
  if (!(error instanceof CxError)) return jsonOf({ error: { what: messageOf(error), ...stack } })
  const { what, got, allowed, next } = error
  return jsonOf({ error: { what, got, allowed, next, ...stack } })
}

const asText = (error: unknown, debug: boolean) => {
  const text = `cx: ${messageOf(error)}`
  if (!debug) return [text, ...causesOf(error), hint(error)].filter(Boolean).join('\n')
  return error instanceof Error ? `${text}\n${withCauses(error)}` : text
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

const causesOf = (error: unknown) => {
  const causes: string[] = []
  for (let cause = causeOf(error); cause !== undefined && causes.length < 5; cause = causeOf(cause)) {
    // An error that is told as it is says nothing new of its cause.
    if (messageOf(cause) !== messageOf(error)) causes.push(`  cause: ${messageOf(cause)}`)
  }
  return causes
}

const causeOf = (error: unknown) => (error instanceof Error ? error.cause : undefined)

const withCauses = (error: Error): string =>
  error.cause instanceof Error ? `${error.stack}\ncaused by ${withCauses(error.cause)}` : `${error.stack}`

const hint = (error: unknown) =>
  error instanceof CxError ? '' : '  next: run it again with CX_DEBUG=1 to see where this comes from'
