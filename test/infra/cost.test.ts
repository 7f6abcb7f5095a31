import { describe, expect, it } from 'vitest'
import { monthlyCost } from '../../infra/cost/main.ts'
import { standing } from '../../infra/cost/standing.ts'
import { Resources } from '../../infra/cost/templates.ts'

it('the worked example costs at most 150 dollars a month in production', () => {
  const { usd, standing, usage } = monthlyCost('prod')
  expect(usd).toBeLessThanOrEqual(150)
  expect([...standing, ...usage].reduce((sum, cost) => sum + cost.usd, 0)).toBeCloseTo(usd)
  for (const cost of [...standing, ...usage]) expect(cost.usd).toBeGreaterThan(0)
})

describe('what stands costs', () => {
  const cost = (Resources_: object) => standing(new Resources([{ Resources: Resources_ as never }]))
  const of = (resources: object, what: string) => cost(resources).find((each) => each.what === what)

  it('a gateway that somebody adds', () => {
    const gateways = { a: { Type: 'AWS::EC2::NatGateway' }, b: { Type: 'AWS::EC2::NatGateway' } }
    // 2 × 0.045 × 730
    expect(of(gateways, 'NAT gateways')?.usd).toBeCloseTo(65.7)
  })

  it('a container by its size, and a share of that on Spot', () => {
    const service = (CapacityProvider: string) => ({
      Type: 'AWS::ECS::Service',
      Properties: {
        TaskDefinition: { Ref: 'Task' },
        DesiredCount: 2,
        CapacityProviderStrategy: [{ CapacityProvider }],
        NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } },
      },
    })
    const Task = { Type: 'AWS::ECS::TaskDefinition', Properties: { Cpu: '1024', Memory: '2048' } }
    const [onDemand, spot] = ['FARGATE', 'FARGATE_SPOT'].map(
      (provider) => cost({ Task, ApiService: service(provider) })[0]?.usd ?? 0,
    ) as [number, number]
    // 2 × (0.03238 + 2 × 0.00356) × 730
    expect(onDemand).toBeCloseTo(57.67)
    expect(spot).toBeCloseTo(onDemand * 0.4)
  })

  it('an alarm by the metrics that it looks at', () => {
    const alarm = (Metrics?: object[]) => ({ Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics } })
    const sum = [{ Expression: 'a / b' }, { MetricStat: {} }, { MetricStat: {} }]
    expect(of({ a: alarm(), b: alarm(sum) }, 'alarms')?.amount).toBe('3 metrics')
  })
})
