import { type RemovalPolicy, Stack } from 'aws-cdk-lib'
import { Database } from 'aws-cdk-lib/aws-glue'
import { Construct } from 'constructs'

/** What people read: views of the set of tables that was built and tested last. */
export const MARTS = 'marts'
const LAYERS = ['staging', 'intermediate', MARTS, 'seeds', 'failures']

/** While one set of tables is read, the other is built. */
export const SETS = ['blue', 'green'] as const

/** Glue's databases. dbt owns the tables in those that are built. */
export class Databases extends Construct {
  readonly built: readonly string[] = SETS.flatMap((set) => LAYERS.map((layer) => `${layer}_${set}`))

  constructor(scope: Construct, id: string, { removalPolicy }: { removalPolicy: RemovalPolicy }) {
    super(scope, id)
    new Database(this, 'Marts', { databaseName: MARTS, description: 'What people read.', removalPolicy })
    for (const databaseName of this.built)
      new Database(this, databaseName, { databaseName, description: 'What dbt builds.', removalPolicy })
  }

  /** The names in IAM of databases, of all tables in them, and of the catalog, which always has to be named, too. */
  arnsOf = (databases: readonly string[]): string[] => {
    const arn = (resource: string) => Stack.of(this).formatArn({ service: 'glue', resource })
    return ['catalog', ...databases.flatMap((name) => [`database/${name}`, `table/${name}/*`])].map(arn)
  }
}
