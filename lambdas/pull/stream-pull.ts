import { createHash } from 'node:crypto'
import type { Api, Stream } from '../sources/api-spec.ts'
import { at, rowsOf, textOf } from '../sources/rows.ts'
import { type Checkpoint, Checkpoints } from './checkpoints.ts'
import type { Answer, Ask } from './client.ts'
import { AnswerError, PullError } from './errors.ts'
import { exported } from './export.ts'
import { Fields } from './fields.ts'
import { PulledFiles } from './files.ts'
import { nextPage, type Page, pageRequest } from './pages.ts'
import type { Pulling } from './pull.ts'
import { firstRequest } from './request.ts'

/** What came of pulling one stream. */
export interface Pulled {
  readonly stream: string
  readonly records: number
  readonly rows: Readonly<Record<string, number>>
  /** Fields that are new: kept beside the rows until the map has a place for them. */
  readonly added: readonly string[]
  /** Fields that the map reads and that no record has any more. */
  readonly missing: readonly string[]
  /** False where the time was up: the next pull goes on. */
  readonly whole: boolean
}

interface Job {
  readonly pulling: Pulling
  readonly source: string
  readonly api: Api
  readonly name: string
  readonly stream: Stream
  readonly item: string | undefined
  readonly ask: Ask
}

// A file for the landing that is neither small nor large.
const RECORDS_A_FILE = 5000

/** One pull of one stream: from its last checkpoint, page by page, to the end of what has changed. */
export class StreamPull {
  readonly #job: Job
  readonly #id: string
  readonly #checkpoints: Checkpoints
  readonly #files: PulledFiles
  #state: Checkpoint
  #fields: Fields
  /** Records that the last query gave already. */
  #known: ReadonlySet<string> = new Set()
  #records = 0

  constructor(job: Job) {
    this.#job = job
    this.#id = [job.source, job.name, job.item].filter(Boolean).join('/')
    this.#checkpoints = new Checkpoints(job.pulling.lake, this.#id)
    this.#files = new PulledFiles(this.#id, job.pulling.drop)
    const { from } = job.stream.since
    this.#state = { since: from, newest: from, seen: [], isFirst: true, fields: [], added: [] }
    this.#fields = new Fields(job.stream, this.#state)
  }

  async run(): Promise<Pulled> {
    this.#state = (await this.#checkpoints.last()) ?? this.#state
    this.#fields = new Fields(this.#job.stream, this.#state)
    this.#known = new Set(this.#state.seen)
    const whole = await this.#pages()
    return {
      stream: this.#id,
      records: this.#records,
      rows: this.#files.rows,
      ...this.#fields.changes(),
      whole,
    }
  }

  /** Takes page after page; false where the time was up before the last. */
  async #pages(): Promise<boolean> {
    let [page, all, sinceFile, resumed] = [this.#state.page, 0, 0, this.#state.page !== undefined]
    for (;;) {
      const answer = await this.#page(page, resumed).catch((error) => {
        if (!(error instanceof StalePageError)) throw error
        // What a page was called is forgotten after a while: the query begins again.
        page = undefined
        return this.#page(undefined, false)
      })
      resumed = false
      const records = this.#recordsIn(answer)
      for (const record of records) this.#take(record)
      all += records.length
      sinceFile += records.length
      page = nextPage(this.#job.stream, answer, page, records.length, all)
      const isEnd = page === undefined
      const isTimeUp = !(this.#job.pulling.hasTime?.() ?? true)
      if (page && 'anew' in page) [page, all] = [this.#anew(), 0]
      if (isEnd || isTimeUp || sinceFile >= RECORDS_A_FILE) {
        await this.#checkpoint(page, isEnd)
        sinceFile = 0
      }
      if (isEnd || isTimeUp) return isEnd
    }
  }

  async #page(page: Page | undefined, resumed: boolean): Promise<Answer> {
    const { source, api, stream, item, ask, pulling } = this.#job
    const account = item === undefined ? pulling.account : { ...pulling.account, item }
    const request = pageRequest(stream, firstRequest(source, api, stream, account, this.#state.since), page)
    try {
      const answer = await ask(request)
      return stream.export ? await exported(source, stream.export, ask, request, answer, account) : answer
    } catch (error) {
      const isStale = error instanceof AnswerError && [400, 404, 410].includes(error.status)
      throw resumed && isStale ? new StalePageError() : error
    }
  }

  #recordsIn({ body }: Answer): readonly object[] {
    const { records } = this.#job.stream
    const list = at(records, body)
    if (Array.isArray(list)) return list.filter((each) => typeof each === 'object' && each !== null)
    throw new PullError(
      `${this.#id}: its answer has no list at ${records}. Its interface may have changed: compare its file in sources/ with its documentation.`,
    )
  }

  #take(record: object): void {
    const digest = createHash('sha256').update(JSON.stringify(record)).digest('base64').slice(0, 22)
    if (this.#known.has(digest)) return
    this.#records++
    this.#note(record, digest)
    const kept = this.#fields.take(record)
    const words = this.#job.item === undefined ? {} : { item: this.#job.item }
    this.#files.add(rowsOf(this.#job.stream.map, { ...record, ...words }), kept)
  }

  /** Notes when a record changed, for the next query to begin there. */
  #note(record: object, digest: string): void {
    const time = new Date(timeOf(textOf(at(this.#job.stream.since.field, record)) ?? ''))
    if (Number.isNaN(time.getTime())) return
    const changed = time.toISOString()
    const { newest, seen } = this.#state
    if (changed > newest) this.#state = { ...this.#state, newest: changed, seen: [digest] }
    else if (changed === newest) this.#state = { ...this.#state, seen: [...seen, digest] }
  }

  /** Begins a new query where this one has come to. */
  #anew(): undefined {
    const { since, newest, seen } = this.#state
    if (newest <= since)
      throw new PullError(
        `${this.#id}: more records changed at ${since} than it gives at once. Take them in by a file.`,
      )
    this.#state = { ...this.#state, since: newest }
    this.#known = new Set(seen)
  }

  /** First the files, then the checkpoint: killed in between, the same is pulled again, and lands once. */
  async #checkpoint(page: Page | undefined, isEnd: boolean): Promise<void> {
    const { isFirst, page: begunAt, newest, since } = this.#state
    const isIdle = isEnd && !isFirst && begunAt === undefined && newest === since && this.#files.isEmpty
    if (isIdle) return
    await this.#files.write(this.#checkpoints.next)
    this.#state = {
      ...this.#state,
      ...this.#fields.known(),
      since: isEnd ? newest : since,
      isFirst: isFirst && !isEnd,
      page,
    }
    await this.#checkpoints.write(this.#state)
  }
}

/** A page that an earlier pull left off at is no more. */
class StalePageError extends Error {}

/** Digits are milliseconds since 1970, or seconds. */
function timeOf(text: string): string | number {
  if (!/^\d{9,14}$/.test(text)) return text
  return Number(text) * (text.length > 11 ? 1 : 1000)
}
