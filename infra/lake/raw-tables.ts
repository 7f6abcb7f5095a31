import { CfnResource, type RemovalPolicy, Stack } from 'aws-cdk-lib'
import { Database } from 'aws-cdk-lib/aws-glue'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { LEDGER } from '../../cli/warehouse/raw-tables.ts'
import { type GlueTable, ledgerGlueTable, rawGlueTable } from '../../contracts/glue-tables.ts'
import { contracts } from '../../contracts/index.ts'

export interface RawTablesProps {
  readonly lake: Bucket
  /** The first day on which anything may have landed. */
  readonly since: string
  readonly removalPolicy: RemovalPolicy
}

/** What Athena sees of the lake: a table for each extract's landed files, as its contract says, and the ledger. */
export class RawTables extends Construct {
  readonly database: Database
  readonly #removalPolicy: RemovalPolicy

  constructor(scope: Construct, id: string, { lake, since, removalPolicy }: RawTablesProps) {
    super(scope, id)
    this.#removalPolicy = removalPolicy
    this.database = new Database(this, 'Database', {
      databaseName: 'raw',
      description: 'What has landed.',
      removalPolicy,
    })
    const place = { location: `s3://${lake.bucketName}`, since }
    for (const contract of contracts) this.#add(rawGlueTable(contract, place))
    this.#add(ledgerGlueTable(LEDGER, place))
  }

  /** As a plain resource, because its shape is the very one that a build on Athena gives to Glue. */
  #add(table: GlueTable): void {
    const properties = {
      CatalogId: Stack.of(this).account,
      DatabaseName: this.database.databaseName,
      TableInput: table,
    }
    const resource = new CfnResource(this, table.Name, { type: 'AWS::Glue::Table', properties })
    resource.applyRemovalPolicy(this.#removalPolicy)
    resource.node.addDependency(this.database)
  }
}
