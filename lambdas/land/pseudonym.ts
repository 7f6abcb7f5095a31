import { createHash } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Column } from '../../contracts/index.ts'

const BLOCK = 64

/** The key of a hash function's HMAC, padded to its block and xored, as RFC 2104 says. */
function paddedKey(key: string, pad: number): string {
  const bytes = Buffer.from(key, 'utf8')
  const short = bytes.length > BLOCK ? createHash('sha256').update(bytes).digest() : bytes
  const block = Buffer.alloc(BLOCK)
  short.copy(block)
  return Buffer.from(block.map((byte) => byte ^ pad)).toString('hex')
}

/** Puts the key into the session's variables, where `pseudonymSql` finds it: it stands in no query that could be shown. */
export async function rememberKey(connection: DuckDBConnection, key: string): Promise<void> {
  await connection.run(`set variable hmac_inner = unhex('${paddedKey(key, 0x36)}')`)
  await connection.run(`set variable hmac_outer = unhex('${paddedKey(key, 0x5c)}')`)
}

const normalised: Record<NonNullable<Column['personal']>, (cell: string) => string> = {
  email: (cell) => `lower(trim(${cell}))`,
  phone: (cell) => `regexp_replace(${cell}, '[^0-9+]', '', 'g')`,
}

/**
 * HMAC-SHA-256 (RFC 2104) of a cell in DuckDB, as 64 hex digits; null stays null. Emails are compared without case, phone numbers by their digits.
 */
export function pseudonymSql(cell: string, kind: NonNullable<Column['personal']>): string {
  const inner = `sha256(getvariable('hmac_inner') || encode(${normalised[kind](cell)}))`
  return `sha256(getvariable('hmac_outer') || unhex(${inner}))`
}
