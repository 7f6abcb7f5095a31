import type { Contract } from './contract.ts'
import { rawColumns, type TableColumn } from './table.ts'

interface GlueColumn {
  readonly Name: string
  readonly Type: string
  readonly Comment?: string
}

/** A table as Glue's API and CloudFormation's AWS::Glue::Table take it (`TableInput`). */
export interface GlueTable {
  readonly Name: string
  readonly Description: string
  readonly TableType: 'EXTERNAL_TABLE'
  readonly Parameters: Readonly<Record<string, string>>
  readonly PartitionKeys: GlueColumn[]
  readonly StorageDescriptor: {
    readonly Columns: GlueColumn[]
    readonly Location: string
    readonly InputFormat: string
    readonly OutputFormat: string
    readonly SerdeInfo: { readonly SerializationLibrary: string }
  }
}

/** Where a lake is, such as s3://my-lake, and the first day (2025-01-31) on which anything landed in it. */
export interface LakeInGlue {
  readonly location: string
  readonly since: string
}

/**
 * The table over an extract's landed files. Athena works out its partitions, the days of landing, by itself (partition
 * projection): nothing has to be registered when files land.
 */
export function rawGlueTable(contract: Contract, { location, since }: LakeInGlue): GlueTable {
  const folder = `${location}/raw/${contract.name}`
  return {
    Name: contract.name,
    Description: shortened(contract.description),
    TableType: 'EXTERNAL_TABLE',
    Parameters: {
      classification: 'parquet',
      'projection.enabled': 'true',
      'projection.landed_on.type': 'date',
      'projection.landed_on.format': 'yyyy-MM-dd',
      'projection.landed_on.range': `${since},NOW`,
      'storage.location.template': `${folder}/landed_on=\${landed_on}`,
    },
    PartitionKeys: [{ Name: 'landed_on', Type: 'date', Comment: 'The day of landing, UTC.' }],
    StorageDescriptor: {
      Columns: rawColumns(contract, 'athena').map(glueColumn),
      Location: `${folder}/`,
      InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      SerdeInfo: {
        SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
      },
    },
  }
}

/** The table over the ledger's files. Its times are text: no reader of JSON takes ISO 8601 as a time. */
export function ledgerGlueTable(
  columns: Readonly<Record<string, string>>,
  { location }: LakeInGlue,
): GlueTable {
  return {
    Name: 'ledger',
    Description: 'What became of every file that came in.',
    TableType: 'EXTERNAL_TABLE',
    Parameters: { classification: 'json' },
    PartitionKeys: [],
    StorageDescriptor: {
      Columns: Object.entries(columns).map(([Name, type]) => ({
        Name,
        Type: type === 'bigint' ? 'bigint' : 'string',
      })),
      Location: `${location}/ledger/`,
      InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
    },
  }
}

const glueColumn = ({ name, type, description }: TableColumn): GlueColumn => ({
  Name: name,
  Type: type,
  Comment: shortened(description),
})

/** Glue takes 255 characters. */
const shortened = (text: string) => (text.length > 255 ? `${text.slice(0, 254)}…` : text)
