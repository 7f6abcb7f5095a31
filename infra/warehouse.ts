import { type App, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import { Alerts } from './alerts/alerts.ts'
import type { Config } from './config.ts'
import { Lake } from './lake/lake.ts'
import { Landing } from './landing/landing.ts'
import { Pulling } from './pulling/pulling.ts'
import { Receiving } from './receiving/receiving.ts'
import { RoleTopic } from './routing/role-topic.ts'
import { Routing } from './routing/routing.ts'
import { TwoZoneStack } from './semantic-layer/network.ts'
import { SemanticLayer } from './semantic-layer/semantic-layer.ts'
import { Transform } from './transform/transform.ts'
import { Watch } from './watch/watch.ts'

type StackArguments = [App, string, StackProps]

/** Adds the stacks of a warehouse to an app. One account and region holds one: its Glue databases have fixed names. */
export function addWarehouse(app: App, config: Config) {
  const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION }
  const stack = (noun: string, description: string, Kind: new (...each: StackArguments) => Stack = Stack) =>
    new Kind(app, `cx-${config.stage}-${noun}`, {
      description: `Customer-experience warehouse: ${description}`,
      terminationProtection: config.data === 'retain',
      ...(env.account && env.region ? { env: { account: env.account, region: env.region } } : {}),
    })
  const removalPolicy = config.data === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY

  const { topic } = new Alerts(stack('alerts', 'who is told when something is wrong'), 'Alerts', {
    addresses: config.alarmAddresses,
  })
  const lake = new Lake(stack('lake', 'where files are kept, and how Athena sees them'), 'Lake', {
    ...config.lake,
    scanLimitGiB: config.scanLimitGiB,
    removalPolicy,
  })
  const landing = new Landing(stack('landing', 'takes in what is dropped'), 'Landing', {
    ...config.landing,
    lake,
    alerts: topic,
    logDays: config.logDays,
    removalPolicy,
  })
  const pulling = new Pulling(stack('pulling', 'pulls sources'), 'Pulling', {
    ...config.pulling,
    lowScores: config.receiving.lowScores,
    stage: config.stage,
    lake,
    alerts: topic,
    logDays: config.logDays,
    removalPolicy,
  })
  const receiving = new Receiving(stack('receiving', 'takes webhooks in'), 'Receiving', {
    ...config.receiving,
    lake,
    pullQueue: pulling.queue.queue,
    alerts: topic,
    logDays: config.logDays,
    removalPolicy,
  })
  const shared = { lake, alerts: topic, logDays: config.logDays, removalPolicy }
  const routingStack = stack('routing', 'tells those who act')
  const routing = new Routing(routingStack, 'Routing', {
    ...shared,
    roles: new RoleTopic(routingStack, 'Roles'),
  })
  const transform = new Transform(stack('transform', 'makes marts of what has landed'), 'Transform', {
    ...shared,
    ...config.transform,
    queues: [landing.queue.queue, receiving.gathering.queue.queue],
    route: routing.route.function,
  })
  const semanticLayer = new SemanticLayer(
    stack('semantic-layer', 'serves the marts', TwoZoneStack),
    'SemanticLayer',
    { ...shared, ...config.semanticLayer, stage: config.stage },
  )
  new Watch(stack('watch', 'what somebody looks at, and is told of'), 'Watch', {
    ...config.watch,
    ...{ lake, transform, semanticLayer, alerts: topic },
    addresses: config.alarmAddresses,
    freshHours: config.transform.freshHours,
  })
  return { lake, landing, pulling, receiving, routing, transform, semanticLayer }
}
