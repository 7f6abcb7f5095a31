import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'
import { quote } from '../../../contracts/columns/kind.ts'
import type { Contract } from '../../../contracts/index.ts'
import { type FileFormat, firstLine } from '../format.ts'
import { matchHeader } from '../header.ts'
import type { Source } from './source.ts'

const DELIMITERS = [',', ';', '\t', '|']
const LONGEST_RECORD = 16 * 1024 * 1024

/** A CSV file as RFC 4180 has it. The delimiter is the one that makes most of the contract's columns out of the header. */
export async function csvSource(file: string, contract: Contract, format: FileFormat): Promise<Source> {
  const line = await firstLine(file, format.compression)
  const header = matchHeader(basename(file), contract, bestSplit(line, contract).cells)
  const options = [
    `auto_detect = false, header = true, encoding = 'utf-8', compression = ${quote(format.compression)}`,
    `delim = ${quote(bestSplit(line, contract).delimiter)}, quote = '"', escape = '"'`,
    `max_line_size = ${LONGEST_RECORD}, buffer_size = ${2 * LONGEST_RECORD}`,
    `columns = {${header.columns.map((name) => `${quote(name)}: 'VARCHAR'`).join(', ')}}`,
  ].join(', ')
  return {
    header,
    rows: `select * from read_csv(${quote(file)}, ${options})`,
    tolerantRows: `select * from read_csv(${quote(file)}, ${options}, store_rejects = true, rejects_limit = 0)`,
    malformed: MALFORMED,
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

// DuckDB counts records here, not lines of text: a line break within quotes does not shift the number.
const MALFORMED = `
  select line - 1 as row_number, min_by(csv_line, column_idx) as record,
    min_by(case error_type
      when 'MISSING COLUMNS' then 'has fewer cells than the header'
      when 'TOO MANY COLUMNS' then 'has more cells than the header'
      when 'UNQUOTED VALUE' then 'has a quote that is not closed, or text beside a quoted cell'
      when 'LINE SIZE OVER MAXIMUM' then 'is longer than 16 MiB'
      when 'INVALID ENCODING' then 'is not UTF-8'
      else 'is not a CSV record' end, column_idx) as reason
  from reject_errors group by line`
