import { given, priceList, usd } from './prices.ts'
import type { Cost } from './standing.ts'
import type { Resources } from './templates.ts'

const DAYS = priceList.hours_per_month / 24
const MILLION = 1e6
const GIB = 1024 ** 3

/** What the worked example's use of it costs. */
export function usage(resources: Resources): Cost[] {
  const calls = callsOf()
  const builds = buildsPerMonth(resources)
  const called = Object.values(calls).reduce((total, [count]) => total + count, 0)
  return [
    ...Object.entries(calls).map(([name, [count, seconds]]) => functionCost(resources, name, count, seconds)),
    million('webhooks', given('answers'), 'http_api_million'),
    // Sent, received and deleted; what waits for files is asked for all the time.
    million('queue requests', given('answers') * 3 + 4 * MILLION, 'queue_million'),
    million('events', calls.land[0] + calls.route[0], 'event_million'),
    million('items written', given('answers') * 1.1, 'item_write_million'),
    million('items read', given('answers') * 1.1, 'item_read_million'),
    storage(),
    million(
      'objects written',
      calls.land[0] * 8 + calls.gather[0] * 2 + calls.route[0] * 2 + builds * 2000,
      's3_write_million',
    ),
    million('objects read', calls.land[0] * 8 + builds * 20_000 + questions() * 20, 's3_read_million'),
    million('uses of keys', given('answers') * 0.1 + builds * 2000 + questions() * 2, 'kms_million'),
    {
      what: 'builds',
      amount: `${round(builds)} × ${given('minutes_per_build')} min`,
      usd: builds * given('minutes_per_build') * usd('build_minute'),
    },
    million('states', builds * given('states_per_build'), 'state_million'),
    scanned(
      'what builds read',
      builds * given('times_read_per_build') * given('months_read_per_build') * rawBytesPerMonth(),
    ),
    scanned('what questions read', questions() * given('mib_per_question') * 1024 ** 2),
    logs(called),
    million('traces', called * given('share_of_calls_traced'), 'trace_million'),
    {
      what: 'metrics of its own',
      amount: String(given('metrics')),
      usd: given('metrics') * usd('custom_metric_month'),
    },
    {
      what: 'data out',
      amount: `${given('transfer_out_gib')} GiB`,
      usd: given('transfer_out_gib') * usd('transfer_out_gib'),
    },
  ]
}

/** Of each function: how often it runs in a month, and for how many seconds. */
function callsOf() {
  const gathered = given('answers') / given('answers_gathered_per_file')
  const files = given('files_per_day') * DAYS + gathered
  const alerts = given('answers') * given('share_of_answers_that_alert')
  return {
    land: [files, given('seconds_per_file')],
    receive: [given('answers'), given('receive_seconds')],
    gather: [gathered, given('gather_seconds')],
    route: [alerts, given('route_seconds')],
  } satisfies Record<string, [number, number]>
}

function functionCost(resources: Resources, name: string, count: number, seconds: number): Cost {
  const functions = resources.of('AWS::Lambda::Function')
  const found = functions.find(({ name: logical }) => logical.toLowerCase().includes(`${name}function`))
  if (!found)
    throw new Error(`The templates have no function ${name}: infra/cost has to follow what is deployed.`)
  const gib = found.properties.MemorySize / 1024
  const price = (count * usd('lambda_million')) / MILLION + count * seconds * gib * usd('lambda_gib_second')
  return {
    what: `function ${name}`,
    amount: `${round(count)} × ${seconds} s, ${round(gib, 1)} GiB`,
    usd: price,
  }
}

/** As the schedule in the template says. */
function buildsPerMonth(resources: Resources): number {
  const { properties } = resources.one('AWS::Events::Rule', 'TransformSchedule')
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(properties.ScheduleExpression) ?? []
  const hoursPer = { minute: 1 / 60, hour: 1, day: 24 }[unit as 'minute' | 'hour' | 'day']
  // A cron expression is taken for once a day.
  return priceList.hours_per_month / (count && hoursPer ? Number(count) * hoursPer : 24)
}

const rawBytesPerMonth = () =>
  given('order_lines') * given('bytes_per_order_line') * (1 + 1 / given('order_lines_per_order')) +
  given('answers') * given('bytes_per_answer')

const questions = () => given('questions_per_day') * DAYS * given('share_of_questions_that_ask_athena')

function storage(): Cost {
  const gib = (rawBytesPerMonth() * given('months_kept') * (1 + given('marts_share_of_raw'))) / GIB
  return { what: 'storage', amount: `${round(gib)} GiB`, usd: gib * usd('s3_gib_month') }
}

const scanned = (what: string, bytes: number): Cost => ({
  what,
  amount: `${round(bytes / GIB)} GiB`,
  usd: (bytes / GIB / 1024) * usd('scanned_tib'),
})

function logs(calls: number): Cost {
  const gib = (calls * given('log_bytes_per_call')) / GIB
  return { what: 'logs', amount: `${round(gib, 1)} GiB`, usd: gib * usd('log_gib') }
}

const million = (what: string, count: number, price: string): Cost => ({
  what,
  amount: `${round(count / MILLION, 2)} million`,
  usd: (count / MILLION) * usd(price),
})

const round = (value: number, digits = 0) => value.toLocaleString('en-US', { maximumFractionDigits: digits })
