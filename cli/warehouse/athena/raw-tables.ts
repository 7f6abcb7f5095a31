import {
  type Column,
  CreateDatabaseCommand,
  CreateTableCommand,
  EntityNotFoundException,
  GetTableCommand,
  type GlueClient,
  type Table,
  UpdateTableCommand,
} from '@aws-sdk/client-glue'
import {
  type GlueTable,
  type LakeInGlue,
  ledgerGlueTable,
  rawGlueTable,
} from '../../../contracts/glue-tables.ts'
import { contracts } from '../../../contracts/index.ts'
import { LEDGER } from '../raw-tables.ts'

const DATABASE = 'raw'

/**
 * Makes Glue's database `raw` show the lake: a table for each extract and the ledger. A deployment has made them
 * already; what is there and right is left alone.
 */
export async function createRawTablesOnAthena(glue: GlueClient, lake: LakeInGlue): Promise<void> {
  const wanted = [...contracts.map((contract) => rawGlueTable(contract, lake)), ledgerGlueTable(LEDGER, lake)]
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DATABASE } })).catch(unlessThere)
  for (const table of wanted) await ensure(glue, table)
}

async function ensure(glue: GlueClient, table: GlueTable): Promise<void> {
  const known = await tableInGlue(glue, table.Name)
  if (!known) await glue.send(new CreateTableCommand({ DatabaseName: DATABASE, TableInput: table }))
  else if (!isSame(known, table))
    await glue.send(new UpdateTableCommand({ DatabaseName: DATABASE, TableInput: withSince(table, known) }))
}

async function tableInGlue(glue: GlueClient, name: string): Promise<Table | undefined> {
  try {
    return (await glue.send(new GetTableCommand({ DatabaseName: DATABASE, Name: name }))).Table
  } catch (error) {
    if (error instanceof EntityNotFoundException) return undefined
    throw error
  }
}

/** The same columns of the same files, whatever else is said of them. */
function isSame({ StorageDescriptor: known }: Table, { StorageDescriptor: wanted }: GlueTable): boolean {
  const shape = (columns: readonly Column[] = []) => columns.map(({ Name, Type }) => `${Name} ${Type}`).join()
  const folder = (location = '') => location.replace(/\/$/, '')
  return (
    shape(known?.Columns) === shape(wanted.Columns) && folder(known?.Location) === folder(wanted.Location)
  )
}

const RANGE = 'projection.landed_on.range'

/** The first day of landing stays what it was said to be. */
function withSince(table: GlueTable, { Parameters: known }: Table): GlueTable {
  const range = known?.[RANGE]
  return range && RANGE in table.Parameters
    ? { ...table, Parameters: { ...table.Parameters, [RANGE]: range } }
    : table
}

const unlessThere = (error: Error) => {
  if (error.name !== 'AlreadyExistsException') throw error
}
