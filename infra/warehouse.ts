import { type App, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { Alerts } from './alerts/alerts.ts'
import type { Config } from './config.ts'
import { Lake } from './lake/lake.ts'
import { Landing } from './landing/landing.ts'
import { Pulling } from './pulling/pulling.ts'
import { Receiving } from './receiving/receiving.ts'

/** Adds the stacks of a warehouse to an app. One account and region holds one: its Glue databases have fixed names. */
export function addWarehouse(app: App, config: Config) {
  const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION }
  const stack = (noun: string, description: string) =>
    new Stack(app, `cx-${config.stage}-${noun}`, {
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
  return { lake, landing, pulling, receiving }
}
