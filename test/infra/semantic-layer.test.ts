import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { CUBE_IMAGE } from '../../infra/semantic-layer/cube-task.ts'
import { templates } from './synth.ts'

const { 'semantic-layer': layer, watch } = templates()
const text = JSON.stringify(layer.toJSON())

it('runs the version of Cube that is tested here', () => {
  const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  expect(CUBE_IMAGE).toBe(`cubejs/cube:v${dependencies['@cubejs-backend/server-core']}`)
  expect(text).toContain(`cubejs/cubestore:v${dependencies['@cubejs-backend/server-core']}-arm64v8`)
})

it('a container brings the program from S3 before Cube starts', () => {
  layer.hasResourceProperties('AWS::ECS::TaskDefinition', {
    RuntimePlatform: { CpuArchitecture: 'ARM64' },
    Cpu: '512',
    Memory: '2048',
    ContainerDefinitions: [
      Match.objectLike({ Essential: false, Command: Match.arrayWith(['s3', 'cp', '/cube/conf/server.mjs']) }),
      Match.objectLike({
        DependsOn: [{ Condition: 'SUCCESS', ContainerName: 'Delivery' }],
        Secrets: [
          Match.objectLike({ Name: 'CUBEJS_API_SECRET' }),
          Match.objectLike({ Name: 'CUBEJS_SQL_PASSWORD' }),
        ],
        HealthCheck: Match.anyValue(),
        Command: ['/cube/conf/server.mjs'],
      }),
    ],
  })
})

describe('the doors', () => {
  it('speak TLS alone, with a policy of today', () => {
    const listeners = Object.values(layer.findResources('AWS::ElasticLoadBalancingV2::Listener'))
    expect(listeners.map(({ Properties: { Port, Protocol } }) => [Port, Protocol]).sort()).toEqual([
      [443, 'HTTPS'],
      [5432, 'TLS'],
    ])
    for (const { Properties } of listeners) expect(Properties.SslPolicy).toMatch(/TLS13/)
  })

  it('let in the networks of the configuration, and nobody else', () => {
    const open = text.match(/"CidrIp":"[^"]*"/g) ?? []
    expect([...new Set(open)].sort()).toEqual(['"CidrIp":"0.0.0.0/0"', '"CidrIp":"198.51.100.0/24"'].sort())
    const inward = Object.values(layer.findResources('AWS::EC2::SecurityGroup')).flatMap(
      ({ Properties }) => Properties.SecurityGroupIngress ?? [],
    )
    expect(inward.map(({ CidrIp, FromPort }) => [CidrIp, FromPort])).toEqual([
      ['198.51.100.0/24', 443],
      ['198.51.100.0/24', 5432],
    ])
  })

  it('keep a log of who came', () => {
    for (const { Properties } of Object.values(
      layer.findResources('AWS::ElasticLoadBalancingV2::LoadBalancer'),
    ))
      expect(Properties.LoadBalancerAttributes).toContainEqual({
        Key: 'access_logs.s3.enabled',
        Value: 'true',
      })
  })
})

it('servers read the marts alone', () => {
  const policies = JSON.stringify(layer.findResources('AWS::IAM::Policy'))
  expect(policies).toContain('table/marts_blue/*')
  expect(policies).not.toMatch(
    /database\/raw|staging|glue:(Create|Update|Delete)|s3:DeleteObject|"athena:\*"/,
  )
})

it('grows with what is asked, and takes a bad version back', () => {
  layer.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
    MinCapacity: 1,
    MaxCapacity: 3,
  })
  for (const { Properties } of Object.values(layer.findResources('AWS::ECS::Service')))
    expect(Properties.DeploymentConfiguration.DeploymentCircuitBreaker).toEqual({
      Enable: true,
      Rollback: true,
    })
})

it('has no NAT gateway and no address of an account in it', () => {
  layer.resourceCountIs('AWS::EC2::NatGateway', 0)
  expect(text).not.toMatch(/\b\d{12}\b/)
})

describe('the watch', () => {
  const alarms = watch.findResources('AWS::CloudWatch::Alarm')

  it.each([
    'Stale',
    'BuildFailed',
    'BuildTimedOut',
    'BuildAborted',
    'Scannedcxtransform',
    'Scannedcxserving',
    'ServerErrors',
    'NoServer',
    'WebUnhealthy',
    'SqlUnhealthy',
  ])('tells of %s, with what to do', (name) => {
    const [, alarm] = Object.entries(alarms).find(([id]) => id.startsWith(`Watch${name}`)) ?? []
    expect(alarm?.Properties.AlarmActions).toHaveLength(1)
    expect(alarm?.Properties.AlarmDescription.length).toBeGreaterThan(50)
  })

  it('takes silence for a stale warehouse', () => {
    watch.hasResourceProperties('AWS::CloudWatch::Alarm', {
      TreatMissingData: 'breaching',
      EvaluationPeriods: 14,
      MetricName: 'ExecutionsSucceeded',
    })
  })

  it('mails before a month costs more than it should', () => {
    watch.hasResourceProperties('AWS::Budgets::Budget', {
      Budget: { BudgetLimit: { Amount: 90, Unit: 'USD' } },
      NotificationsWithSubscribers: [
        Match.objectLike({ Notification: Match.objectLike({ NotificationType: 'ACTUAL' }) }),
        Match.objectLike({ Notification: Match.objectLike({ NotificationType: 'FORECASTED' }) }),
      ],
    })
  })
})
