import { priceList, usd } from './prices.ts'
import type { Resource, Resources } from './templates.ts'

/** A line of the table: what it is, how much of it, and what it costs in a month in US dollars. */
export interface Cost {
  readonly what: string
  readonly amount: string
  readonly usd: number
}

const hours = priceList.hours_per_month
// A load balancer has an address in each of its zones.
const ZONES = 2

/** What is paid whether somebody uses it or not. */
export const standing = (resources: Resources): Cost[] => [
  ...resources.of('AWS::ECS::Service').map((service) => container(service, resources)),
  ...resources.of('AWS::ElasticLoadBalancingV2::LoadBalancer').map(loadBalancer),
  addresses(resources),
  ...EACH.flatMap(([type, what, price, factor]) => each(resources, type, what, usd(price) * factor)),
  alarms(resources),
]

/** By type: what it is called, its price, and how often that is paid in a month. */
const EACH: [type: string, what: string, price: string, factor: number][] = [
  ['AWS::EC2::NatGateway', 'NAT gateways', 'nat_gateway_hour', hours],
  ['AWS::KMS::Key', 'keys', 'kms_key_month', 1],
  ['AWS::SecretsManager::Secret', 'secrets', 'secret_month', 1],
  ['AWS::CloudWatch::Dashboard', 'dashboards', 'dashboard_month', 1],
  ['AWS::ServiceDiscovery::PrivateDnsNamespace', 'private zones', 'hosted_zone_month', 1],
]

function each(resources: Resources, type: string, what: string, price: number): Cost[] {
  const { length } = resources.of(type)
  return length === 0 ? [] : [{ what, amount: String(length), usd: length * price }]
}

function container({ name, properties }: Resource, resources: Resources): Cost {
  const { Cpu, Memory } = resources.one('AWS::ECS::TaskDefinition', properties.TaskDefinition.Ref).properties
  const [cpus, gib] = [Number(Cpu) / 1024, Number(Memory) / 1024]
  const isSpot = properties.CapacityProviderStrategy?.[0]?.CapacityProvider === 'FARGATE_SPOT'
  const price =
    (cpus * usd('fargate_cpu_hour') + gib * usd('fargate_gib_hour')) *
    (isSpot ? usd('fargate_spot_share') : 1)
  const amount = `${properties.DesiredCount} × ${cpus} vCPU, ${gib} GiB, arm64${isSpot ? ', spot' : ''}`
  return { what: `container ${nounOf(name)}`, amount, usd: properties.DesiredCount * price * hours }
}

/** SemanticLayerApiService5C9D… is the service of the semantic layer's Api. */
const nounOf = (name: string) => name.replace(/^SemanticLayer/, '').replace(/Service[0-9A-F]{8}$/, '')

function loadBalancer({ properties }: Resource): Cost {
  const isSql = properties.Type === 'network'
  const kind = isSql ? 'nlb' : 'alb'
  // Of so little traffic a whole capacity unit is more than enough.
  const price = usd(`${kind}_hour`) + usd(`${kind}_unit_hour`)
  return {
    what: `load balancer for ${isSql ? 'SQL' : 'the web'}`,
    amount: '1, with 1 unit',
    usd: price * hours,
  }
}

function addresses(resources: Resources): Cost {
  const open = resources
    .of('AWS::ECS::Service')
    .filter(
      ({ properties }) => properties.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp === 'ENABLED',
    )
    .reduce((total, { properties }) => total + properties.DesiredCount, 0)
  const doors = resources
    .of('AWS::ElasticLoadBalancingV2::LoadBalancer')
    .filter(({ properties }) => properties.Scheme === 'internet-facing')
  const count = open + doors.length * ZONES
  return { what: 'public addresses', amount: String(count), usd: count * usd('public_address_hour') * hours }
}

function alarms(resources: Resources): Cost {
  const metrics = resources
    .of('AWS::CloudWatch::Alarm')
    .flatMap(
      ({ properties }) =>
        properties.Metrics?.filter((metric: object) => 'MetricStat' in metric) ?? [properties],
    )
  return {
    what: 'alarms',
    amount: `${metrics.length} metrics`,
    usd: metrics.length * usd('alarm_metric_month'),
  }
}
