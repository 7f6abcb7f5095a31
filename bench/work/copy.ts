import { ask } from '../../cli/warehouse/duckdb.ts'
import { quote } from '../../contracts/columns/kind.ts'
import { measure } from './measure.ts'

// DuckDB's own way from CSV to Parquet, nothing set: copy.ts <file.csv> <file.parquet>
const [from = '', to = ''] = process.argv.slice(2)
await measure(() => ask(`copy (select * from read_csv(${quote(from)})) to ${quote(to)} (format parquet)`))
