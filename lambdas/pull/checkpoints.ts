import type { Lake } from '../land/lake.ts'
import { OvertakenPullError } from './errors.ts'
import type { Page } from './pages.ts'

/** How far a stream has been pulled. */
export interface Checkpoint {
  /** What the query that is under way asked for, or the next one will. */
  readonly since: string
  /** The newest change seen in the query that is under way. */
  readonly newest: string
  /** Digests of the records that changed last, at `newest`: the next query gives them again. */
  readonly seen: readonly string[]
  /** Where the query goes on; absent where it has come to its end. */
  readonly page?: Page | undefined
  /** True until a query has come to its end: what fields there are is not yet known. */
  readonly isFirst: boolean
  /** The fields that records had at first. */
  readonly fields: readonly string[]
  /** Those that have come since: they are kept until somebody maps them. */
  readonly added: readonly string[]
}

// A few to look at; more would only be listed in vain.
const KEPT = 20

/**
 * The checkpoints of a stream, numbered, each written once: of two pulls at the same time one fails, and a pull that is
 * killed goes on from its last.
 */
export class Checkpoints {
  readonly #lake: Lake
  readonly #prefix: string
  #number = 0
  #keys: string[] = []

  constructor(lake: Lake, stream: string) {
    this.#lake = lake
    this.#prefix = `pulls/${stream}`
  }

  async last(): Promise<Checkpoint | undefined> {
    this.#keys = await this.#lake.list(this.#prefix)
    const key = this.#keys.at(-1)
    if (key === undefined) return undefined
    this.#number = Number.parseInt(key.split('/').at(-1) ?? '', 10)
    return JSON.parse((await this.#lake.read(key)) ?? 'null')
  }

  /** The number of the next one: what is pulled until then is named by it. */
  get next(): string {
    return String(this.#number + 1).padStart(8, '0')
  }

  async write(checkpoint: Checkpoint): Promise<void> {
    const key = `${this.#prefix}/${this.next}.json`
    if (!(await this.#lake.writeOnce(key, JSON.stringify(checkpoint))))
      throw new OvertakenPullError(this.#prefix)
    this.#number++
    this.#keys.push(key)
    for (const old of this.#keys.splice(0, Math.max(0, this.#keys.length - KEPT)))
      await this.#lake.remove(old)
  }
}
