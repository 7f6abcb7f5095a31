import type { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb'
import {
  Choice,
  Condition,
  type IChainable,
  JsonPath,
  Succeed,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions'
import {
  CallAwsService,
  DynamoGetItem,
  DynamoUpdateItem,
  DynamoAttributeValue as Value,
} from 'aws-cdk-lib/aws-stepfunctions-tasks'
import { Construct } from 'constructs'

const KEY = { name: Value.fromString('build') }
const ME = Value.fromString(JsonPath.executionId)

/**
 * Who builds, and which set of tables is published: one item of a table. It is taken with a condition, so that of two
 * builds one begins. One whose holder has ended without giving it back, however that came, is taken over: no clock is asked.
 */
export class BuildLock extends Construct {
  readonly table: Table

  constructor(scope: Construct, id: string, { removalPolicy }: { removalPolicy: RemovalPolicy }) {
    super(scope, id)
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'name', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy,
    })
  }

  /** Takes the lock and goes on with `next`; ends well where another execution holds it and runs. */
  take(next: IChainable): IChainable {
    const taken = (name: string, condition: string, more: Record<string, Value> = {}) =>
      new DynamoUpdateItem(this, name, {
        table: this.table,
        key: KEY,
        updateExpression: 'SET holder = :me',
        conditionExpression: condition,
        expressionAttributeValues: { ':me': ME, ...more },
        resultPath: JsonPath.DISCARD,
      })
    const another = new Succeed(this, 'Another build runs', {
      comment: 'It takes in what has landed meanwhile.',
    })
    const refused = { errors: ['DynamoDB.ConditionalCheckFailedException'], resultPath: JsonPath.DISCARD }
    const takeOver = taken('Take over', 'holder = :gone', {
      ':gone': Value.fromString(JsonPath.stringAt('$.lock.Item.holder.S')),
    }).addCatch(another, refused)
    const whetherAlive = new Choice(this, 'Does its holder run?')
      .when(Condition.stringEquals('$.holder.Status', 'RUNNING'), another)
      .otherwise(takeOver.next(next))
    return taken('Take the lock', 'attribute_not_exists(holder) OR holder = :me')
      .addCatch(this.#read('Read the lock', '$.lock').next(this.#holder().next(whetherAlive)), refused)
      .next(next)
  }

  /** Puts the lock's item, with what is published, where later states find it. */
  look = () => this.#read('See what is published', '$.lock')

  /** Gives the lock back, and notes what is published now where something was. */
  giveBack(name: string, published?: string): DynamoUpdateItem {
    return new DynamoUpdateItem(this, name, {
      table: this.table,
      key: KEY,
      updateExpression: `REMOVE holder${published ? ' SET published = :published' : ''}`,
      conditionExpression: 'holder = :me',
      expressionAttributeValues: {
        ':me': ME,
        ...(published ? { ':published': Value.fromString(published) } : {}),
      },
      resultPath: JsonPath.DISCARD,
    })
  }

  #read = (name: string, resultPath: string) =>
    new DynamoGetItem(this, name, { table: this.table, key: KEY, consistentRead: true, resultPath })

  #holder = () =>
    new CallAwsService(this, 'Look at its holder', {
      service: 'sfn',
      action: 'describeExecution',
      iamAction: 'states:DescribeExecution',
      parameters: { ExecutionArn: TaskInput.fromJsonPathAt('$.lock.Item.holder.S').value },
      iamResources: ['*'],
      resultPath: '$.holder',
    })
}
