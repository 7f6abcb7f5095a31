import { createHash } from 'node:crypto'
import { type Cells, type Contract, contractNamed } from '../../contracts/index.ts'
import type { Received } from '../receive/receive.ts'
import type { Newest, NewestRows } from './newest-rows.ts'

/** Where files are put that are to land. */
export interface Drops {
  has(key: string): Promise<boolean>
  put(key: string, text: string): Promise<void>
}

export interface Gathering {
  readonly drops: Drops
  readonly newest: NewestRows
}

export interface Gathered {
  readonly key: string
  readonly rows: number
  /** Rows that came after a newer one of the same key; they land as superseded. */
  readonly late: number
  /** Rows that had been gathered before. */
  readonly repeated: number
}

interface Event {
  readonly id: string
  readonly receipt: string
  readonly happenedAt: string
  readonly cells: Cells
}

/**
 * Makes one file to land of the rows of each extract that were received meanwhile, in the order in which they happened. A
 * row that was gathered before is left out. One that is late is followed by the newer row that it must not replace.
 * Repeating it, after a crash at any point, adds nothing.
 */
export async function gather(gathering: Gathering, received: readonly Received[]): Promise<Gathered[]> {
  const extracts = new Set(received.flatMap(({ rows }) => rows.map(({ extract }) => extract)))
  const gathered: Gathered[] = []
  for (const extract of extracts) {
    const contract = contractNamed(extract)
    if (contract) gathered.push(await gatherExtract(gathering, contract, eventsOf(contract, received)))
  }
  return gathered
}

/** The events about one extract's rows, each once, by when they happened. */
function eventsOf(contract: Contract, received: readonly Received[]): Event[] {
  const events = received.flatMap(({ receipt, happened_at, rows }) =>
    rows.flatMap(({ extract, cells }, index) =>
      extract === contract.name
        ? [{ id: idOf(contract, cells, `${receipt} ${index}`), receipt, happenedAt: happened_at, cells }]
        : [],
    ),
  )
  const once = new Map(events.map((event) => [`${event.id} ${event.receipt}`, event]))
  return [...once.values()].sort(inTime)
}

const inTime = (a: Event, b: Event) =>
  a.happenedAt.localeCompare(b.happenedAt) || a.receipt.localeCompare(b.receipt)

/** What a row is known by. One that lacks part of its key is known by its webhook: it goes to quarantine. */
function idOf({ name, key }: Contract, cells: Cells, otherwise: string): string {
  const values = key.map((column) => cells[column])
  return digest(JSON.stringify([name, ...(values.every(Boolean) ? values : [otherwise])]))
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

async function gatherExtract(
  { drops, newest }: Gathering,
  contract: Contract,
  events: readonly Event[],
): Promise<Gathered> {
  const known = await newest.find([...new Set(events.map(({ id }) => id))])
  const lines: string[] = []
  const isKept = await keptOf(drops, [...known.values()])
  const claims = new Map<string, Event>()
  const late = new Map<string, Newest>()
  let repeated = 0
  for (const event of events) {
    const before = known.get(event.id)
    if (before?.receipt === event.receipt && isKept(before)) {
      repeated++
      continue
    }
    lines.push(lineOf(contract, event.receipt, event.cells))
    if (before && before.happenedAt > event.happenedAt) late.set(event.id, before)
    else claims.set(event.id, event)
  }
  // Late rows are followed by those that count: of two rows in a file the last one lands, the other is superseded.
  for (const [id, { receipt, cells }] of late)
    if (!claims.has(id)) lines.push(lineOf(contract, receipt, cells))
  const text = lines.map((line) => `${line}\n`).join('')
  const key = `received/${contract.name}/${digest(text)}.ndjson`
  if (lines.length > 0) {
    // First what each row is known by, then the file: a crash between the two is seen by the missing file.
    await newest.claim([...claims.values()].map((event) => ({ ...event, file: key })))
    await drops.put(key, text)
  }
  return { key, rows: lines.length, late: late.size, repeated }
}

/** Whether the file was written that a row was claimed for. */
async function keptOf(drops: Drops, rows: readonly Newest[]): Promise<(row: Newest) => boolean> {
  const files = [...new Set(rows.map(({ file }) => file))]
  const kept = new Set(
    (await Promise.all(files.map(async (file) => ((await drops.has(file)) ? file : [])))).flat(),
  )
  return ({ file }) => kept.has(file)
}

/** All columns of the contract, so that one row cannot make the file look like another extract; beyond them the receipt. */
function lineOf({ columns }: Contract, receipt: string, cells: Cells): string {
  const all = columns.map(({ name }) => [name, cells[name] ?? null])
  return JSON.stringify({ ...Object.fromEntries(all), ...cells, receipt })
}
