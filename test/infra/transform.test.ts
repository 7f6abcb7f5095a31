import { Match } from 'aws-cdk-lib/assertions'
import { expect, it } from 'vitest'
import { templates } from './synth.ts'

const { transform, lake, routing } = templates()

/** All statements of the policies of a role, whose name in the template begins so. */
const statements = (template: typeof transform, role: string) =>
  Object.entries(template.findResources('AWS::IAM::Policy'))
    .filter(([name]) => name.startsWith(role))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)

const placesOf = (all: ReturnType<typeof statements>, action: string) =>
  all
    .filter(({ Action }) => [Action].flat().includes(action))
    .flatMap(({ Resource }) => [Resource].flat().map((each) => JSON.stringify(each)))
    .join('\n')

it('builds on a small machine for arm64, one at a time, and for no longer than it may', () => {
  transform.hasResourceProperties('AWS::CodeBuild::Project', {
    Environment: { ComputeType: 'BUILD_GENERAL1_SMALL', Type: 'ARM_CONTAINER' },
    ConcurrentBuildLimit: 1,
    TimeoutInMinutes: 60,
    Source: { BuildSpec: Match.stringLikeRegexp('cx build --target athena') },
    EncryptionKey: Match.anyValue(),
  })
})

it('the state machine logs, traces and ends in time, and runs on schedule', () => {
  transform.hasResourceProperties('AWS::StepFunctions::StateMachine', {
    LoggingConfiguration: { Level: 'ALL' },
    TracingConfiguration: { Enabled: true },
  })
  transform.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(6 hours)' })
  transform.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 })
})

it('the lock can be brought back, and is encrypted', () => {
  transform.hasResourceProperties('AWS::DynamoDB::Table', {
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    SSESpecification: { SSEEnabled: true },
  })
})

it('there is a database for each layer of both sets, and one for what people read', () => {
  const names = Object.values(lake.findResources('AWS::Glue::Database')).map(
    ({ Properties }) => Properties.DatabaseInput.Name,
  )
  const layers = ['failures', 'intermediate', 'marts', 'seeds', 'staging']
  const sets = layers.flatMap((layer) => [`${layer}_blue`, `${layer}_green`])
  expect(names.sort()).toEqual(['marts', 'raw', ...sets].sort())
})

it('a build may write tables and notes, but change nothing that has landed', () => {
  const build = statements(transform, 'TransformBuildRole')
  expect(placesOf(build, 's3:PutObject')).toMatch(/builds\/\*/)
  for (const area of ['raw/', 'ledger/', 'quarantine/'])
    expect(placesOf(build, 's3:PutObject')).not.toContain(area)
  expect(placesOf(build, 'glue:DeleteTable')).toContain('marts_blue')
  expect(placesOf(build, 'glue:DeleteTable')).not.toMatch(/database\/marts"/)
})

it('publishing may change the views, and no table', () => {
  const machine = statements(transform, 'TransformMachineRole')
  expect(placesOf(machine, 'glue:UpdateTable')).toMatch(/table\/marts\/\*/)
  expect(placesOf(machine, 'glue:UpdateTable')).not.toMatch(/blue|green|raw/)
  expect(placesOf(machine, 'glue:DeleteTable')).toBe('')
})

it('routing reads the marts, and writes nothing but its notes', () => {
  const route = statements(routing, 'RoutingRouteRole')
  expect(placesOf(route, 'glue:GetTable')).toContain('marts_green')
  expect(placesOf(route, 'glue:GetTable')).not.toMatch(/raw|staging/)
  expect(placesOf(route, 'glue:UpdateTable')).toBe('')
  const places = placesOf(route, 's3:PutObject').split('\n')
  expect(places.filter((place) => !/alerts\/\*|serving\/\*/.test(place))).toEqual([])
})

it('alerts of single customers reach the route function, and those that cannot be sent are kept', () => {
  routing.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { source: ['cx-warehouse'], 'detail-type': ['Customer unhappy'] },
    Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
  })
  routing.hasResourceProperties('AWS::SQS::Queue', { RedrivePolicy: { maxReceiveCount: 5 } })
  routing.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() })
})
