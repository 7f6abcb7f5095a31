import { quote } from '../../contracts/columns/kind.ts'

/** A path for DuckDB's readers, which would take * ? and [ in it for a pattern. */
export const literalPath = (path: string) => quote(path.replaceAll(/[*?[]/g, '[$&]'))
