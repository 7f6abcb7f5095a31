import type { Metric, MetricView } from './metrics.ts'

/** How docs/metrics.md is made again. */
export const RENEW = 'npx cx metrics --markdown > docs/metrics.md'

/** The dictionary of metrics, in Markdown. */
export function metricsPage(views: MetricView[]): string {
  const contents = views.map(({ name, title, grain, owner, metrics }) => [
    `[\`${name}\`](#${name})`,
    title,
    grain,
    owner,
    String(metrics.length),
  ])
  return [
    `<!-- Made of semantic-layer/model/ and sql/ by \`${RENEW}\`: change these, not this page. -->`,
    '# The metrics',
    INTRODUCTION,
    table(['view', 'what', 'one row is', 'owner', 'metrics'], contents),
    ...views.map(section),
  ].join('\n\n')
}

const INTRODUCTION = `What every number that the semantic layer serves means, what it rests on, and where it comes from. Scores with fewer than
five answers behind them are empty. An interval is a 95 % interval; its ends are members of the same view. Columns are
those of the marts, whose own descriptions stand in \`sql/models/marts/\`.

\`npx cx metrics csat\` finds a metric by its name, \`npx cx metrics --json\` gives all of this for a data catalogue.`

function section({ name, description, grain, owner, roles, by, marts, metrics }: MetricView): string {
  const from = marts.map((mart) => `\`${mart.name}\` (${mart.extracts.map(code).join(', ')})`).join('; ')
  return [
    `## ${name}`,
    description.replaceAll(/\s+/g, ' ').trim(),
    [
      `- One row is ${grain}. Owner: ${owner}. Seen by: ${roles.join(', ')}.`,
      `- By: ${by.map(code).join(', ')}.`,
      `- From: ${from}.`,
    ].join('\n'),
    table(['metric', 'definition', 'interval', 'n', 'columns'], metrics.map(row)),
  ].join('\n\n')
}

const row = ({ name, definition, interval, n, columns }: Metric) => [
  code(name),
  definition,
  interval?.map(code).join(' to ') ?? '',
  n ? code(n) : '',
  columns.map((column) => code(column.split('.')[1] as string)).join(', '),
]

const code = (text: string) => `\`${text}\``
const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n')
const escaped = (cell: string) => cell.replaceAll('|', '\\|')
