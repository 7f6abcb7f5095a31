import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'
import { canBePlain } from '../../../contracts/bulk.ts'
import { quote } from '../../../contracts/columns/kind.ts'
import { isPlain } from '../../../contracts/columns/plain.ts'
import type { Contract } from '../../../contracts/index.ts'
import type { Text } from '../encoding.ts'
import { firstLine } from '../format.ts'
import { matchHeader } from '../header.ts'
import { literalPath } from '../literal-path.ts'
import { type Look, Looker, lookAt } from './look.ts'
import type { Source } from './source.ts'

const DELIMITERS = [',', ';', '\t', '|']
const LONGEST_RECORD = 16 * 1024 * 1024

/** A CSV file as RFC 4180 has it. The delimiter is the one that makes most of the contract's columns out of the header. */
export async function csvSource({ file, format, warnings }: Text, contract: Contract): Promise<Source> {
  const { cells, delimiter } = bestSplit(await firstLine(file, format.compression), contract)
  const header = matchHeader(basename(file), contract, cells)
  const { begin, whole } = lookAt(file, format, LONGEST_RECORD, new Looker(delimiter, cells.length))
  const candidates = canBePlain(contract)
  const plainIn = ({ columns }: Look) =>
    new Set(
      header.columns.filter((name, index) => {
        const [seen, plain] = [columns[index], candidates.get(name)]
        return seen && plain && isPlain(seen, plain)
      }),
    )
  // It looks while DuckDB reads already; whoever asks for the outcome gets its error, too.
  const look = whole.then((seen) => ({ ...seen, plain: plainIn(seen) }))
  look.catch(() => {})
  const options = [
    `auto_detect = false, header = true, encoding = 'utf-8', compression = ${quote(format.compression)}`,
    `delim = ${quote(delimiter)}, quote = '"', escape = '"', hive_partitioning = false`,
    `max_line_size = ${LONGEST_RECORD}, buffer_size = ${2 * LONGEST_RECORD}`,
  ].join(', ')
  const read = (plain: ReadonlySet<string>, more = '') => {
    const typeOf = (name: string) => (plain.has(name) && candidates.get(name)?.type) || 'VARCHAR'
    const columns = header.columns.map((name) => `${quote(name)}: ${quote(typeOf(name))}`)
    return `select * from read_csv(${literalPath(file)}, ${options}, columns = {${columns.join(', ')}}${more})`
  }
  return {
    name: basename(file),
    warnings,
    header,
    rows: read,
    plainSoFar: plainIn(await begin),
    tolerantRows: read(new Set(), ', store_rejects = true, rejects_limit = 0'),
    malformed: (seen) => malformed(seen?.blankLines ?? []),
    look,
  }
}

function bestSplit(line: string, contract: Contract) {
  const known = new Set(contract.columns.map(({ name }) => name))
  const splits = DELIMITERS.map((delimiter) => {
    const [cells = []]: string[][] = parse(line, { delimiter, relax_quotes: true })
    return { delimiter, cells, score: cells.filter((cell) => known.has(cell.trim().toLowerCase())).length }
  })
  return splits.reduce((best, next) => (next.score > best.score ? next : best))
}

// DuckDB counts records and blank lines here, not lines of text: a line break within quotes does not shift the number.
const malformed = (blankLines: readonly number[]) => `
  select cast(line - 1 - (select count(*) from unnest([${blankLines.join(', ')}]::bigint[]) as blank(number) where blank.number < line) as bigint) as row_number,
    record, reason
  from (
    select line, min_by(csv_line, column_idx) as record,
      min_by(case error_type
        when 'MISSING COLUMNS' then 'has fewer cells than the header'
        when 'TOO MANY COLUMNS' then 'has more cells than the header'
        when 'UNQUOTED VALUE' then 'has a quote that is not closed, or text beside a quoted cell'
        when 'INVALID ENCODING' then 'is not UTF-8'
        else 'is not a CSV record' end, column_idx) as reason
    from reject_errors group by line)`
