import { gzipSync } from 'node:zlib'
import { contractNamed } from '../../contracts/index.ts'
import type { Row } from '../sources/rows.ts'
import type { Pulling } from './pull.ts'

/** Gathers the rows of a pull and makes files of them to land, one for each extract. */
export class PulledFiles {
  readonly #stream: string
  readonly #drop: Pulling['drop']
  readonly #files = new Map<string, { lines: string[]; rows: Row[] }>()
  readonly rows: Record<string, number> = {}

  constructor(stream: string, drop: Pulling['drop']) {
    this.#stream = stream
    this.#drop = drop
  }

  get isEmpty(): boolean {
    return this.#files.size === 0
  }

  /** `kept`: what is to stand beside the columns of the contract. */
  add(rows: readonly Row[], kept: Readonly<Record<string, string | null>>): void {
    for (const row of rows) {
      const { extract, cells } = row
      const columns = contractNamed(extract)?.columns ?? []
      // All of them, so that one that lacks does not make the file look like another extract.
      const empty = Object.fromEntries(columns.map(({ name }) => [name, null]))
      const file = this.#files.get(extract) ?? { lines: [], rows: [] }
      file.lines.push(JSON.stringify({ ...kept, ...empty, ...cells }))
      file.rows.push(row)
      this.#files.set(extract, file)
      this.rows[extract] = (this.rows[extract] ?? 0) + 1
    }
  }

  async write(number: string): Promise<void> {
    for (const [extract, { lines, rows }] of this.#files) {
      const key = `pulled/${this.#stream}/${extract}-${number}.ndjson.gz`
      await this.#drop(key, gzipSync(`${lines.join('\n')}\n`), rows)
    }
    this.#files.clear()
  }
}
