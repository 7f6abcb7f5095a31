import { contractNamed, contracts } from '../../contracts/index.ts'
import { type Row, textOf } from '../sources/rows.ts'
import { MalformedError } from './errors.ts'

/** The rows of a body such as `{"reviews": [{"review_id": "r1", …}]}`. */
export function contractRows(body: unknown): Row[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new MalformedError(`The body must be an object. ${ALLOWED}`)
  return Object.entries(body)
    .filter(([name]) => name !== 'happened_at')
    .flatMap(([extract, rows]) => rowsOf(extract, rows))
}

const ALLOWED = `Allowed are the extracts ${contracts.map(({ name }) => name).join(', ')}, each with a list of rows.`

function rowsOf(extract: string, rows: unknown): Row[] {
  if (!contractNamed(extract)) throw new MalformedError(`The body names what is no extract. ${ALLOWED}`)
  if (!Array.isArray(rows) || rows.some((row) => typeof row !== 'object' || row === null))
    throw new MalformedError(`${extract} must be a list of objects.`)
  return rows.map((row) => ({
    extract,
    cells: Object.fromEntries(Object.entries(row).map(([name, value]) => [name, textOf(value)])),
  }))
}
