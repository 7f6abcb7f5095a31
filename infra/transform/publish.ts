import { Chain, CustomState, Map as ForEach, type IChainable, JsonPath } from 'aws-cdk-lib/aws-stepfunctions'
import { CallAwsService } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import { MARTS } from '../lake/databases.ts'
import type { Lake } from '../lake/lake.ts'

// Glue gives no more in one answer; there are half as many marts.
const MOST_TABLES = 100
// Athena runs twenty such statements at once.
const AT_ONCE = 10

/**
 * Makes every view in `marts` show the tables of the set that was just built and tested. Until then, and where a build
 * fails, they show the other set.
 */
export function publish(scope: Construct, lake: Lake): IChainable {
  const tables = new CallAwsService(scope, 'List the new marts', {
    service: 'glue',
    action: 'getTables',
    parameters: {
      DatabaseName: JsonPath.format(`${MARTS}_{}`, JsonPath.stringAt('$.draft')),
      MaxResults: MOST_TABLES,
    },
    iamResources: lake.databases.arnsOf(lake.databases.built.filter((name) => name.startsWith(MARTS))),
    resultSelector: { 'names.$': '$.TableList[*].Name' },
    resultPath: '$.tables',
  })
  const each = new ForEach(scope, 'Each mart', {
    itemsPath: '$.tables.names',
    itemSelector: { 'name.$': '$$.Map.Item.Value', 'draft.$': '$.draft' },
    maxConcurrency: AT_ONCE,
    resultPath: JsonPath.DISCARD,
  }).itemProcessor(show(scope, lake))
  return Chain.start(tables).next(each)
}

/** As the service is called: CDK's own task would ask for the right to every bucket and table. */
const show = (scope: Construct, lake: Lake) =>
  new CustomState(scope, 'Show it', {
    stateJson: {
      Type: 'Task',
      Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
      Parameters: {
        'QueryString.$': `States.Format('create or replace view ${MARTS}.{} as select * from ${MARTS}_{}.{}', $.name, $.draft, $.name)`,
        WorkGroup: lake.transform.name,
      },
      Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: 4, BackoffRate: 2 }],
      ResultPath: null,
      End: true,
    },
  })
