import { JMESPathError, search } from '@aws-lambda-powertools/jmespath'
import type { Cells } from '../../contracts/index.ts'
import type { Cell, RowMap, SourceMap } from './map-spec.ts'

/** A row as it goes to landing: its extract, and its cells as text. */
export interface Row {
  readonly extract: string
  readonly cells: Cells
}

type Computed = Extract<Cell, { from: string }>
type Json = Parameters<typeof search>[1]

/** The rows that a map makes of one record. What is not there gives an empty cell: the contract says whether it may be. */
export function rowsOf(map: SourceMap, record: unknown): Row[] {
  return Object.entries(map).flatMap(([extract, rowMap]) =>
    scenesOf(rowMap, record).map((scene) => ({ extract, cells: cellsOf(rowMap, scene) })),
  )
}

/** What the paths of one row see: the record, and the element that the row is about. */
function scenesOf({ each, when }: RowMap, record: unknown): unknown[] {
  const elements = each === undefined ? undefined : at(each, record)
  const list = Array.isArray(elements) ? elements : []
  const scenes =
    each === undefined
      ? [record]
      : list.map((element, index) => ({ ...(record as object), each: element, number: index + 1 }))
  return when === undefined ? scenes : scenes.filter((scene) => at(when, scene) === true)
}

const cellsOf = ({ columns }: RowMap, scene: unknown): Cells =>
  Object.fromEntries(Object.entries(columns).map(([name, cell]) => [name, cellOf(cell, scene)]))

function cellOf(cell: Cell, scene: unknown): string | null {
  if (typeof cell === 'string') return textOf(at(cell, scene))
  if ('is' in cell) return cell.is
  const text = textOf(at(cell.from, scene))
  if (text === null) return cell.otherwise ?? null
  if (cell.plusMinutes !== undefined) return later(text, at(cell.plusMinutes, scene))
  if (cell.times ?? cell.minus ?? cell.divide) return amount(Number(text), cell, scene)
  return cell.values === undefined ? text : (cell.values[text] ?? cell.otherwise ?? text)
}

function amount(value: number, { times, minus, divide = 1 }: Computed, scene: unknown): string {
  const factor = times === undefined ? 1 : Number(at(times, scene) ?? 1)
  const less = minus === undefined ? 0 : Number(at(minus, scene) ?? 0)
  // Amounts have four places; a double's last digits are not meant.
  return String(Number(((value * factor - less) / divide).toFixed(4)))
}

function later(time: string, minutes: unknown): string | null {
  return typeof minutes === 'number' ? new Date(Date.parse(time) + minutes * 60_000).toISOString() : null
}

/** What stands at a path; null where nothing does, or not what the path asks of it. */
export function at(path: string, json: unknown): unknown {
  try {
    return search(path, json as Json) ?? null
  } catch (error) {
    if (error instanceof JMESPathError) return null
    throw error
  }
}

/** A JSON value as a cell: text as it is, what is nested as JSON. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
