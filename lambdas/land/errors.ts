/** What kept a file from landing as a whole. The message says what, where, what is allowed and what to do next. */
export class LandingError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}

/** The file's name does not say which extract it holds. */
export class UnknownExtractError extends LandingError {
  constructor(file: string, names: readonly string[]) {
    super(
      `${file}: its name begins with none of the extracts' names. Allowed: ${names.join(', ')}. Rename the file (orders.csv, orders-2025-03.csv.gz), put it into a folder of that name, or say --extract <name>.`,
    )
  }
}

/** The file is in a format that landing does not read, or is not what its name says. */
export class UnreadableFileError extends LandingError {
  constructor(file: string, what: string, cause?: unknown) {
    super(
      `${file}: ${what}. Allowed: CSV and TSV, NDJSON and JSON arrays, and Parquet; all but Parquet may be gzip or zstd.`,
      cause === undefined ? undefined : { cause },
    )
  }
}

/** The file was written to while it was read: what was checked may be what nobody wrote. */
export class ChangedFileError extends LandingError {
  constructor(file: string) {
    super(
      `${file}: changed while it was read. Land it again when whoever writes it is done: nothing was changed.`,
    )
  }
}

/** The file's columns cannot be those of the extract. */
export class HeaderError extends LandingError {
  constructor(file: string, what: string, found: readonly string[]) {
    super(`${file}: ${what}. Its header has: ${found.join(', ') || '(nothing)'}.`)
  }
}

/** Personal data came without the key that makes pseudonyms of it. */
export class PseudonymKeyMissingError extends LandingError {
  constructor(columns: readonly string[]) {
    super(
      `${columns.join(' and ')} hold personal data, which lands as pseudonyms only. Set CX_PSEUDONYM_KEY to a secret of at least 32 characters (openssl rand -hex 32) and keep it: another key gives other pseudonyms.`,
    )
  }
}

/** A map's select failed, or asks for a file that is not there. */
export class MapError extends LandingError {}

/** The file does not fit where it would have to be taken apart. */
export class TooLargeError extends LandingError {
  constructor(file: string, size: number, most: number) {
    super(
      `${file}: has ${size} bytes, where ${most} are allowed. Split it into files of fewer rows, each with the header, or deploy with more of landing.diskGiB.`,
    )
  }
}

/** So little of a function's time is left that no file should be begun. */
export class NoTimeLeftError extends Error {
  constructor() {
    super('No time is left for another file in this batch: it comes again with the next.')
    this.name = new.target.name
  }
}

export class LakeNotWritableError extends LandingError {
  constructor(folder: string, cause: unknown) {
    super(
      `The lake ${folder} cannot be written to (${reasonOf(cause)}). Choose another with --lake or CX_LAKE.`,
      {
        cause,
      },
    )
  }
}

export class LakeNotReadableError extends LandingError {
  constructor(folder: string, cause: unknown) {
    super(
      `The lake's ${folder} cannot be read (${reasonOf(cause)}). Give this user the right to read it, or choose another lake with --lake or CX_LAKE.`,
      { cause },
    )
  }
}

const reasonOf = (cause: unknown) => (cause as NodeJS.ErrnoException)?.code ?? 'unknown reason'

/** DuckDB gave up on a file. Its message may quote a row, so only what is known to be harmless of it is shown. */
export function asLandingError(file: string, error: unknown): LandingError {
  if (error instanceof LandingError) return error
  const text = String((error as Error)?.message ?? error)
  if (/no space left|file too large|ENOSPC|EFBIG/i.test(text)) {
    return new LandingError(
      `${file}: the disk is full, or no file may grow so large here. Free some space and land it again: nothing was changed.`,
    )
  }
  if (/permission denied|EACCES/i.test(text)) {
    return new LandingError(`${file}: may not be read. Give this user the right to read it.`)
  }
  return new UnreadableFileError(file, `could not be read to its end (${text.split(':', 1)[0]})`)
}
