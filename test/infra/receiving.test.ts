import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { templates } from './synth.ts'

const { receiving } = templates()

const statementsOf = (role: string) =>
  Object.entries(receiving.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.includes(role))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)

const actionsOf = (role: string) => statementsOf(role).flatMap(({ Action }) => Action)

describe('receiving', () => {
  it('has one address, throttled and logged', () => {
    receiving.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'POST /webhooks/{source}' })
    receiving.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 7, ThrottlingBurstLimit: 35 },
      AccessLogSettings: Match.objectLike({ DestinationArn: Match.anyValue() }),
    })
  })

  it('hands the function its limits and scores, and no secret', () => {
    receiving.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          MOST_BODY_BYTES: '65536',
          LOW_SCORES: '{"nps":4,"csat":2,"ces":2,"rating":2}',
          WEBHOOK_SECRETS: { Ref: Match.stringLikeRegexp('ReceivingSecrets') },
        }),
      },
    })
  })

  it('gathers for the time of the configuration, takes only failed messages again and keeps what fails every time', () => {
    receiving.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1000,
      MaximumBatchingWindowInSeconds: 30,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    })
    receiving.hasResourceProperties('AWS::SQS::Queue', { RedrivePolicy: { maxReceiveCount: 5 } })
    receiving.hasResourceProperties('AWS::DynamoDB::Table', {
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    })
  })

  it('lets the one open to the world read no data, and the other drop only where received rows go', () => {
    expect(actionsOf('ReceiveRole').sort()).toEqual(
      [
        'events:PutEvents',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetSecretValue',
        'sqs:SendMessage',
        'xray:PutTelemetryRecords',
        'xray:PutTraceSegments',
      ].sort(),
    )
    const put = statementsOf('GatherRole').find(({ Action }) => [Action].flat().includes('s3:PutObject'))
    expect(JSON.stringify(put.Resource)).toContain('/received/*')
  })

  it.each(['DeadLetters', 'Refused', 'Failed'])('tells of %s, with what to do', (name) => {
    const alarms = Object.entries(receiving.findResources('AWS::CloudWatch::Alarm'))
    const [, alarm] = alarms.find(([id]) => id.startsWith(`Receiving${name}`)) ?? []
    expect(alarm?.Properties.AlarmActions).toHaveLength(1)
    expect(alarm?.Properties.AlarmDescription.length).toBeGreaterThan(50)
  })
})
