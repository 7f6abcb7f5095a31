import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { App, type Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { checkConfig } from '../../infra/config.ts'
import { addWarehouse } from '../../infra/warehouse.ts'

/** What a configuration may be, small. */
export const CONFIG = {
  data: 'retain',
  alarmAddresses: ['someone@example.com'],
  logDays: '30',
  lake: { since: '2026-01-01', dropDays: 10, undoDays: 3, resultDays: 2 },
  landing: { memoryMiB: 2048, diskGiB: 5, timeoutMinutes: 10, concurrency: 4, quarantineShare: 0.1 },
  receiving: {
    requestsPerSecond: 7,
    mostBodyKiB: 64,
    gatherSeconds: 30,
    lowScores: { nps: 4, csat: 2, ces: 2, rating: 2 },
    refusedPerHour: 5,
  },
  pulling: { sources: { zendesk: { everyMinutes: 15 } } },
  transform: {
    schedule: 'rate(6 hours)',
    settle: { everySeconds: 60, atMostMinutes: 30 },
    buildMinutes: 60,
    retrySeconds: 120,
    timeoutMinutes: 200,
    freshHours: 14,
  },
  semanticLayer: {
    allowFrom: ['198.51.100.0/24'],
    mostServers: 3,
    sizes: {
      api: { cpu: 512, memoryMiB: 2048 },
      worker: { cpu: 256, memoryMiB: 1024 },
      store: { cpu: 256, memoryMiB: 512 },
    },
  },
  watch: { scannedGiBPerDay: 7, errorsPerHour: 2, budgetUsd: 90 },
  scanLimitGiB: { transform: 3, serving: 2 },
}

const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8'))

/** A warehouse whose functions are not bundled. */
export function warehouseApp(changes: object = {}): App {
  const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } })
  addWarehouse(app, checkConfig('test', { ...CONFIG, ...changes }))
  return app
}

const NOUNS = [
  'alerts',
  'lake',
  'landing',
  'pulling',
  'receiving',
  'routing',
  'transform',
  'semantic-layer',
  'watch',
] as const

/** The templates of a warehouse, by the noun in their stack's name. */
export function templates(changes: object = {}): Record<(typeof NOUNS)[number], Template> {
  const app = warehouseApp(changes)
  const of = (noun: string) => Template.fromStack(app.node.findChild(`cx-test-${noun}`) as Stack)
  return Object.fromEntries(NOUNS.map((noun) => [noun, of(noun)])) as ReturnType<typeof templates>
}
