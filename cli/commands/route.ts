import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { MART_ALERTS, type MartAlert, routable } from '../../lambdas/route/mart-alerts.ts'
import { type Routable, type Routed, route } from '../../lambdas/route/route.ts'
import { type Routes, readRoutes, ruleFor } from '../../lambdas/route/routes.ts'
import { type Addresses, sendByHttp } from '../../lambdas/route/send.ts'
import {
  type CommonOptions,
  type Context,
  contextOf,
  print,
  projectRoot,
  withCommonOptions,
} from '../context.ts'
import { CxError } from '../ui/errors.ts'
import { formatCount } from '../ui/format.ts'
import { renderTable } from '../ui/table.ts'
import { ask } from '../warehouse/duckdb.ts'
import { Versions } from '../warehouse/versions.ts'

interface RouteOptions extends CommonOptions {
  rules: string
  dryRun?: boolean
}

const RULES = join(projectRoot, 'lambdas/route/routes.yml')

export function routeCommand(): Command {
  return withCommonOptions(new Command('route'))
    .description("Send the marts' alerts, each once, to the role that the rules name.")
    .option('--rules <file>', 'who hears of what', RULES)
    .option('--dry-run', 'show who would hear of what, and send nothing')
    .addHelpText(
      'after',
      '\nWebhooks and CRMs are reached by CX_ROUTE_ADDRESSES: {"name": {"url": "https://…", "authorization": "…"}}.\nWhat goes to a topic in AWS is only shown here.',
    )
    .action(async (options: RouteOptions) => {
      const context = contextOf(options)
      const routes = readRoutes(options.rules)
      const alerts = await martAlerts(context)
      if (options.dryRun)
        return show(
          context,
          alerts.map((alert) => plan(routes, alert)),
        )
      const { sent, failed } = await sendAll(context, routes, alerts)
      show(context, sent, failed)
      if (failed.length > 0) process.exitCode = 1
    })
}

async function martAlerts({ lake }: Context): Promise<Routable[]> {
  const database = new Versions(lake).current
  if (!existsSync(database))
    throw new CxError({ what: `There is no database ${database}`, next: 'Build it first: npx cx build' })
  return (await ask<MartAlert>(MART_ALERTS, database)).map(routable)
}

const plan = (routes: Routes, alert: Routable) => {
  const { name, to } = ruleFor(routes, alert)
  return { alert_id: alert.alert_id, rule: name, role: to, by: routes.roles[to]?.by }
}

async function sendAll({ lake }: Context, routes: Routes, alerts: readonly Routable[]) {
  const byHttp = sendByHttp(addresses())
  const send: typeof byHttp = async (message, channel) =>
    channel.by === 'sns' ? 'shown here' : byHttp(message, channel)
  const sent: Routed[] = []
  const failed: string[] = []
  for (const alert of alerts) {
    const outcome = await route({ lake, routes, send, now: () => new Date() }, alert).catch(
      (error: Error) => error,
    )
    if (outcome instanceof Error) failed.push(outcome.message)
    else sent.push(outcome)
  }
  return { sent, failed }
}

function addresses(): Addresses {
  const { CX_ROUTE_ADDRESSES: text = '{}' } = process.env
  try {
    return JSON.parse(text)
  } catch {
    // Not shown: it may hold a password.
    throw new CxError({
      what: 'CX_ROUTE_ADDRESSES is no JSON',
      allowed: '{"name": {"url": "https://…"}}',
      exitCode: 2,
    })
  }
}

function show(context: Context, alerts: readonly object[], failed: readonly string[] = []): void {
  const rows = alerts.map((each) => ({ ...each, alert_id: (each as Routed).alert_id.slice(0, 12) }))
  const why = [...new Set(failed)].map((reason) => `  ${reason}`)
  print(context, failed.length > 0 ? { alerts, failed } : alerts, () =>
    [
      rows.length === 0 && failed.length === 0
        ? 'No alert goes on: there is nobody to tell.'
        : renderTable(rows),
      ...(failed.length > 0 ? [`${formatCount(failed.length, 'alert')} could not be sent:`, ...why] : []),
    ].join('\n'),
  )
}
