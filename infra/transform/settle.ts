import { Duration } from 'aws-cdk-lib'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import {
  Choice,
  Condition,
  Map as ForEach,
  type IChainable,
  JsonPath,
  Pass,
  Result,
  Succeed,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions'
import { CallAwsService } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'

export interface SettleProps {
  /** What waits in them, or is being worked on, has not landed yet. */
  readonly queues: readonly IQueue[]
  readonly everySeconds: number
  /** After so many looks the build begins all the same: what lands later is in the next one. */
  readonly looks: number
}

/** Waits until what has come in has landed: until every queue is empty and nothing of it is under way. */
export function settle(scope: Construct, { queues, everySeconds, looks }: SettleProps): IChainable {
  const landed = new Succeed(scope, 'It has landed')
  const count = new Pass(scope, 'Count the look', {
    parameters: { 'url.$': '$.url', 'looks.$': 'States.MathAdd($.looks, 1)' },
  })
  const look = lookInto(scope, queues)
  const wait = new Wait(scope, 'Wait for landings', {
    time: WaitTime.duration(Duration.seconds(everySeconds)),
  })
  const isEmpty = Condition.and(
    Condition.stringEquals('$.queue.Attributes.ApproximateNumberOfMessages', '0'),
    Condition.stringEquals('$.queue.Attributes.ApproximateNumberOfMessagesNotVisible', '0'),
  )
  const whetherSettled = new Choice(scope, 'Has all landed?')
    .when(isEmpty, landed)
    .when(Condition.numberGreaterThanEquals('$.looks', looks), landed)
    .otherwise(wait.next(count.next(look)))
  const each = new ForEach(scope, 'Each queue', {
    itemsPath: '$.queues',
    resultPath: JsonPath.DISCARD,
  }).itemProcessor(look.next(whetherSettled))
  const list = queues.map(({ queueUrl }) => ({ url: queueUrl, looks: 0 }))
  return new Pass(scope, 'The queues', { result: Result.fromArray(list), resultPath: '$.queues' }).next(each)
}

const lookInto = (scope: Construct, queues: readonly IQueue[]) =>
  new CallAwsService(scope, 'Look into the queue', {
    service: 'sqs',
    action: 'getQueueAttributes',
    parameters: {
      QueueUrl: JsonPath.stringAt('$.url'),
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    },
    iamResources: queues.map(({ queueArn }) => queueArn),
    resultPath: '$.queue',
  })
