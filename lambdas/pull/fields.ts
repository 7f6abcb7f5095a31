import type { Stream } from '../sources/api-spec.ts'
import { textOf } from '../sources/rows.ts'
import type { Checkpoint } from './checkpoints.ts'

// Some sources leave out what is empty: a few records without a field say nothing.
const ENOUGH_RECORDS = 10

/** Watches which fields the records of a stream have: new ones are kept, and those are named that are missed. */
export class Fields {
  readonly #read: ReadonlySet<string>
  readonly #before: ReadonlySet<string>
  readonly #isFirst: boolean
  readonly #added: Set<string>
  readonly #seen = new Set<string>()
  #records = 0

  constructor({ map }: Stream, { fields, added, isFirst }: Checkpoint) {
    this.#read = new Set(Object.values(map).flatMap(({ columns }) => Object.values(columns).map(pathOf)))
    this.#before = new Set(fields)
    this.#isFirst = isFirst
    this.#added = new Set(added)
  }

  /** Takes a record and gives what stands in its new fields. */
  take(record: object): Record<string, string | null> {
    this.#records++
    for (const field of fieldsOf(record)) {
      this.#seen.add(field)
      if (!this.#isFirst && !this.#before.has(field) && !this.#read.has(field)) this.#added.add(field)
    }
    return Object.fromEntries([...this.#added].map((field) => [field, keptField(record, field)]))
  }

  changes(): { added: string[]; missing: string[] } {
    const isTold = !this.#isFirst && this.#records >= ENOUGH_RECORDS
    const missing = [...this.#before].filter((field) => this.#read.has(field) && !this.#seen.has(field))
    return { added: [...this.#added].sort(), missing: isTold ? missing.sort() : [] }
  }

  /** What the next pull is to know. */
  known(): Pick<Checkpoint, 'fields' | 'added'> {
    const fields = this.#isFirst ? [...new Set([...this.#before, ...this.#seen])] : [...this.#before]
    return { fields: fields.sort(), added: [...this.#added].sort() }
  }
}

const pathOf = (cell: string | { from?: string; is?: string }) =>
  typeof cell === 'string' ? cell : (cell.from ?? '')

/** The names of a record's fields, with those of the objects in it: `properties.email`. */
function fieldsOf(record: unknown, depth = 2): string[] {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return []
  return Object.entries(record).flatMap(([name, value]) => {
    const inner = depth > 1 ? fieldsOf(value, depth - 1) : []
    return inner.length > 0 ? inner.map((each) => `${name}.${each}`) : [name]
  })
}

/** What stands in a field that no map knows, masked where it looks like a way to reach somebody. */
function keptField(record: object, field: string): string | null {
  const value = field
    .split('.')
    .reduce((each: unknown, name) => (each as Record<string, unknown> | null | undefined)?.[name], record)
  const text = textOf(value)
  return (
    text?.replaceAll(/[^\s,;"']+@[^\s,;"']+/g, '***').replaceAll(/[+(]?[0-9][0-9() .-]{5,}[0-9]/g, '***') ??
    null
  )
}
