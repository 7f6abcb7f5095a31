/** A webhook that is not taken in. The message says why to whoever sends it, and holds nothing of what was sent. */
export class RefusedError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = new.target.name
    this.status = status
  }
}

export class UnknownSourceError extends RefusedError {
  constructor(allowed: readonly string[]) {
    super(404, `There is no such source. Allowed: ${allowed.map((name) => `/webhooks/${name}`).join(', ')}.`)
  }
}

export class OversizedError extends RefusedError {
  constructor(size: number, most: number) {
    super(
      413,
      `The body has ${size} bytes, where ${most} are allowed. Send fewer rows at once, or drop them as a file.`,
    )
  }
}

/** Unsigned, signed with another secret, changed on its way, or sent too long ago. */
export class SignatureError extends RefusedError {
  constructor(what: string) {
    super(401, what)
  }
}

export class MalformedError extends RefusedError {
  constructor(what: string) {
    super(400, what)
  }
}
