import { mkdir, mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { quote } from '../../contracts/columns/kind.ts'
import { nameWithoutEndings } from '../../lambdas/land/format.ts'
import type { Extracts } from './extracts.ts'

/** What grows with every order; the lists of customers, sellers and products come whole both times. */
const BY_ORDER = ['olist_orders_dataset', 'olist_order_items_dataset', 'olist_order_reviews_dataset']

/** Olist's files as they would have come in on two days: with the orders bought before a day, and with the others. */
export async function olistInTwoParts(folder: string, day: string): Promise<Extracts> {
  const out = await mkdtemp(join(tmpdir(), 'cx-athena-olist-'))
  const files = (await readdir(folder)).map((name) => join(folder, name))
  const grows = (file: string) => BY_ORDER.includes(nameWithoutEndings(file))
  const lists = files.filter((file) => !grows(file))
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    for (const file of files.filter(grows)) {
      const read = `read_csv(${quote(file)}, all_varchar = true)`
      await connection.run(`create table ${nameWithoutEndings(file)} as from ${read}`)
    }
    return {
      first: [...(await write(connection, join(out, 'first'), `< '${day}'`)), ...lists],
      rest: [...(await write(connection, join(out, 'rest'), `>= '${day}'`)), ...lists],
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

async function write(connection: DuckDBConnection, folder: string, bought: string): Promise<string[]> {
  await mkdir(folder)
  const orders = `select order_id from olist_orders_dataset where order_purchase_timestamp ${bought}`
  for (const table of BY_ORDER) {
    const rows = `select * from ${table} where order_id in (${orders})`
    await connection.run(`copy (${rows}) to ${quote(join(folder, `${table}.csv`))} (header, force_quote *)`)
  }
  return BY_ORDER.map((table) => join(folder, `${table}.csv`))
}
