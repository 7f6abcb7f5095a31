/** A source could not be pulled. The message says what, and what to do; what had come until then is kept. */
export class PullError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}

/** The account lacks what the source's file asks for. */
export class AccountError extends PullError {
  constructor(source: string, lacking: readonly string[]) {
    super(`The account for ${source} lacks ${lacking.join(', ')}. docs/sources.md says what belongs there.`)
  }
}

/** The source does not answer as it should. */
export class AnswerError extends PullError {
  readonly status: number

  constructor(source: string, what: string, status: number, cause?: unknown) {
    super(`${source}: ${what}. ${adviceFor(status)}`, cause === undefined ? {} : { cause })
    this.status = status
  }
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403)
    return 'See whether the token in the account is still valid and may read this.'
  if (status === 429)
    return 'Lower the rate in its file, or pull less often; the next pull goes on where this ended.'
  if (status >= 500 || status === 0) return 'The next pull goes on where this ended.'
  return 'Its interface may have changed: compare its file in sources/ with its documentation.'
}

/** Another pull of the same stream is under way and was faster. */
export class OvertakenPullError extends PullError {
  constructor(stream: string) {
    super(`Another pull of ${stream} is under way: this one leaves it to that.`)
  }
}
