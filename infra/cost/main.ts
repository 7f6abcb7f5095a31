import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { renderTable } from '../../cli/ui/table.ts'
import { readConfig } from '../config.ts'
import { addWarehouse } from '../warehouse.ts'
import { priceList } from './prices.ts'
import { type Cost, standing } from './standing.ts'
import { Resources } from './templates.ts'
import { usage } from './usage.ts'

const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8'))

/** What a month of a stage costs, of its templates and the worked example: `npm run cost -- prod`. */
export function monthlyCost(stage: string): { standing: Cost[]; usage: Cost[]; usd: number } {
  // Only sizes and schedules are read: nothing has to be bundled.
  const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } })
  addWarehouse(app, readConfig(stage))
  const { stacks } = app.synth()
  const resources = new Resources(stacks.map(({ template }) => template))
  const costs = { standing: standing(resources), usage: usage(resources) }
  return { ...costs, usd: total([...costs.standing, ...costs.usage]) }
}

const total = (costs: readonly Cost[]) => costs.reduce((sum, { usd }) => sum + usd, 0)
const money = (usd: number) => `$${usd.toFixed(2)}`

function describe(stage: string): string {
  const cost = monthlyCost(stage)
  const most = [...cost.standing, ...cost.usage].sort((a, b) => b.usd - a.usd).slice(0, 5)
  const dates = Object.values(priceList.prices)
    .map(({ date }) => date)
    .sort()
  return [
    `A month of the stage ${stage}: 1,000 stores, 10 million order lines, 1 million answers (infra/cost/example.yml)`,
    '',
    table('Whether used or not', cost.standing),
    table('By use', cost.usage),
    `Together ${money(cost.usd)}. What dominates: ${most.map(({ what, usd }) => `${what} ${money(usd)}`).join(', ')}.`,
    `Prices of us-east-1, from memory of the public lists, as of ${dates[0]}; to be checked: infra/cost/prices.yml names the source of each.`,
  ].join('\n')
}

function table(title: string, costs: readonly Cost[]): string {
  const rows = costs.map(({ what, amount, usd }) => ({ what, amount, 'USD a month': money(usd) }))
  return `${title}: ${money(total(costs))}\n${renderTable(rows)}\n`
}

if (process.argv[1] === import.meta.filename) {
  process.stdout.write(`${describe(process.argv[2] ?? 'prod')}\n`)
}
