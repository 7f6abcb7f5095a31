import { gzipSync } from 'node:zlib'
import { contractNamed } from '../../contracts/index.ts'
import type { Row } from '../sources/rows.ts'
import type { Pulling } from './pull.ts'

/** Gathers the rows of a pull and makes files of them to land, one for each extract. */
export class PulledFiles {
  readonly #stream: string
  readonly #drop: Pulling['drop']
  readonly #lines = new Map<string, string[]>()
  readonly rows: Record<string, number> = {}

  constructor(stream: string, drop: Pulling['drop']) {
    this.#stream = stream
    this.#drop = drop
  }

  get isEmpty(): boolean {
    return this.#lines.size === 0
  }

  /** `kept`: what is to stand beside the columns of the contract. */
  add(rows: readonly Row[], kept: Readonly<Record<string, string | null>>): void {
    for (const { extract, cells } of rows) {
      const columns = contractNamed(extract)?.columns ?? []
      // All of them, so that one that lacks does not make the file look like another extract.
      const empty = Object.fromEntries(columns.map(({ name }) => [name, null]))
      const lines = this.#lines.get(extract) ?? []
      lines.push(JSON.stringify({ ...kept, ...empty, ...cells }))
      this.#lines.set(extract, lines)
      this.rows[extract] = (this.rows[extract] ?? 0) + 1
    }
  }

  async write(number: string): Promise<void> {
    for (const [extract, lines] of this.#lines)
      await this.#drop(
        `pulled/${this.#stream}/${extract}-${number}.ndjson.gz`,
        gzipSync(`${lines.join('\n')}\n`),
      )
    this.#lines.clear()
  }
}
