import { Command, Option } from 'commander'
import { contextOf, print } from '../context.ts'
import { CxError } from '../ui/errors.ts'
import { renderTable } from '../ui/table.ts'
import { wrap } from '../ui/wrap.ts'
import { type MetricView, metricViews } from '../views/metrics.ts'
import { metricsPage } from '../views/metrics-page.ts'

interface MetricsOptions {
  json?: boolean
  markdown?: boolean
  quiet?: boolean
}

export function metricsCommand(): Command {
  return new Command('metrics')
    .description('Say what a metric means, what it rests on and where it comes from.')
    .argument('[name]', 'a part of its name, or a view; all where it is left out')
    .option('--json', 'print the result as JSON, and nothing else')
    .addOption(new Option('--markdown', 'print the page of all metrics').conflicts('json'))
    .option('--quiet', 'no progress')
    .action(
      async (name: string | undefined, { json = false, markdown = false, quiet = false }: MetricsOptions) => {
        const context = contextOf({ lake: '', json, quiet })
        const all = await context.progress.step('Reading the model', metricViews)
        if (markdown) return void process.stdout.write(`${metricsPage(all).trimEnd()}\n`)
        const found = name === undefined ? all : search(all, name.toLowerCase())
        print(context, found, () => describe(found))
      },
    )
}

function search(views: MetricView[], sought: string): MetricView[] {
  const found = views
    .map((view) => {
      const metrics = view.metrics.filter(({ name }) => name.toLowerCase().includes(sought))
      return view.name === sought ? view : { ...view, metrics }
    })
    .filter(({ metrics }) => metrics.length > 0)
  if (found.length > 0) return found
  throw new CxError({
    what: 'No metric has this name',
    got: sought,
    next: 'All of them: npx cx metrics',
    exitCode: 2,
  })
}

const describe = (views: MetricView[]) =>
  renderTable(
    views.flatMap((view) =>
      view.metrics.map(({ name, definition, interval, n, columns }) => ({
        metric: `${view.name}.${name}`,
        definition: wrap(definition),
        interval: interval ? '95 %' : '–',
        n: n ?? '–',
        from: columns.map((column) => column.split('.')[0]).find(Boolean) ?? '–',
      })),
    ),
  )
