import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { CreateTableCommand, GlueClient } from '@aws-sdk/client-glue'
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { runDocumented } from './documented.ts'
import { type Answer, answerFor, type Question } from './elsewhere.ts'
import { moto } from './here.ts'
import { resource } from './resource.ts'

const machine = () => resource('AWS::StepFunctions::StateMachine', 'TransformMachine')
const sfn = new SFNClient()

let asked: Question[] = []
let answer: (question: Question) => Promise<Answer> | Answer
let stop: () => void
const well = ({ task }: Question): Answer =>
  task === 'lambda' ? { payload: { sent: 0, already: 0 } } : { status: 'SUCCEEDED' }

beforeAll(async () => {
  stop = await answerFor((question) => {
    asked.push(question)
    return answer(question)
  })
  for (const set of ['blue', 'green'])
    for (const Name of ['dim_stores', 'kpi_store_months'])
      await new GlueClient().send(
        new CreateTableCommand({ DatabaseName: `marts_${set}`, TableInput: { Name } }),
      )
})
afterAll(() => stop())
beforeEach(() => {
  asked = []
  answer = well
})

async function start(): Promise<string> {
  const command = new StartExecutionCommand({ stateMachineArn: machine(), name: randomUUID(), input: '{}' })
  return (await sfn.send(command)).executionArn ?? ''
}

/** How an execution ends; why, where it does not end well. */
async function end(executionArn: string): Promise<string> {
  for (;;) {
    const { status, error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }))
    if (status === 'SUCCEEDED') return status
    if (status !== 'RUNNING') return `${status}: ${error ?? cause} ${await failures(executionArn)}`
    await setTimeout(200)
  }
}

async function failures(executionArn: string): Promise<string> {
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }))
  return JSON.stringify(events.flatMap(({ taskFailedEventDetails }) => taskFailedEventDetails ?? []))
}

const tasks = () => asked.map(({ task }) => task)
const views = () =>
  asked
    .filter(({ task }) => task === 'athena')
    .map(({ parameters }) => String(parameters?.QueryString))
    .sort()
const setBuilt = () =>
  JSON.stringify(asked.find(({ task }) => task === 'codebuild')?.parameters).match(/_(blue|green)/)?.[1]

async function statesOf(executionArn: string): Promise<string[]> {
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }))
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? [])
}

it('a build makes one set of tables, then has the views show them, then routes their alerts', async () => {
  // As docs/deploy.md starts one.
  const { executionArn } = JSON.parse(await runDocumented(moto(), 'build'))
  expect(await end(executionArn)).toBe('SUCCEEDED')
  expect(setBuilt()).toBe('blue')
  expect(views()).toEqual([
    'create or replace view marts.dim_stores as select * from marts_blue.dim_stores',
    'create or replace view marts.kpi_store_months as select * from marts_blue.kpi_store_months',
  ])
  expect(tasks()).toEqual(['codebuild', 'athena', 'athena', 'lambda'])
})

it('the next build makes the other set', async () => {
  expect(await end(await start())).toBe('SUCCEEDED')
  expect(setBuilt()).toBe('green')
  expect(views()[0]).toBe('create or replace view marts.dim_stores as select * from marts_green.dim_stores')
})

it('a build that fails once is tried once more', async () => {
  let builds = 0
  answer = (question) =>
    question.task === 'codebuild' && builds++ === 0 ? { status: 'FAILED' } : well(question)
  expect(await end(await start())).toBe('SUCCEEDED')
  expect(tasks().filter((task) => task === 'codebuild')).toHaveLength(2)
})

it('a build that fails publishes nothing and routes nothing, and the next one builds the same set', async () => {
  answer = (question) => (question.task === 'codebuild' ? { status: 'FAILED' } : well(question))
  const executionArn = await start()
  expect(await end(executionArn)).toMatch(/^FAILED/)
  expect(tasks()).toEqual(['codebuild', 'codebuild'])
  expect(await statesOf(executionArn)).toEqual(
    expect.arrayContaining(['Give the lock back', 'The build failed']),
  )
  const failed = setBuilt()
  ;[asked, answer] = [[], well]
  expect(await end(await start())).toBe('SUCCEEDED')
  expect(setBuilt()).toBe(failed)
})

it('a view that cannot be changed at first is tried again', async () => {
  let queries = 0
  answer = (question) =>
    question.task === 'athena' && queries++ === 0 ? { status: 'FAILED' } : well(question)
  expect(await end(await start())).toBe('SUCCEEDED')
  expect(tasks().filter((task) => task === 'athena')).toHaveLength(3)
})

it('alerts that cannot be routed make the run fail, but what was built stays published', async () => {
  answer = (question) =>
    question.task === 'lambda' ? Promise.reject(new Error('no webhook')) : well(question)
  const executionArn = await start()
  expect(await end(executionArn)).toMatch(/^FAILED/)
  expect(await statesOf(executionArn)).toContain('Note what is published')
})

it('while one builds, another ends well at once without building', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const began = Promise.withResolvers<void>()
  answer = async (question) => {
    if (question.task !== 'codebuild') return well(question)
    began.resolve()
    await promise
    return well(question)
  }
  const first = await start()
  await began.promise
  const second = await start()
  expect(await end(second)).toBe('SUCCEEDED')
  expect(await statesOf(second)).toContain('Another build runs')
  expect(tasks()).toEqual(['codebuild'])
  resolve()
  expect(await end(first)).toBe('SUCCEEDED')
})

it('waits for what has been dropped to land', async () => {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false })
  const QueueUrl = resource('AWS::SQS::Queue', 'LandingDropsQueue')
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }))
  const executionArn = await start()
  while (!(await statesOf(executionArn)).includes('Wait for landings')) await setTimeout(200)
  expect(asked).toEqual([])
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }))
  for (const { ReceiptHandle } of Messages)
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
  expect(await end(executionArn)).toBe('SUCCEEDED')
  expect(tasks()).toContain('codebuild')
})
