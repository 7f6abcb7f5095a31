import { martsView } from '../bi/marts-sql.ts'
import { type BiMember, type BiView, biModel } from '../bi/views.ts'
import { lineage } from '../warehouse/lineage.ts'

/** One metric as the dictionary tells it. */
export interface Metric {
  readonly name: string
  readonly title: string
  readonly definition: string
  /** Members with the ends of its 95 % interval, and with what it rests on; null where there is none. */
  readonly interval: [string, string] | null
  readonly n: string | null
  /** What it is made of, as `mart.column`. */
  readonly columns: string[]
}

export interface MetricView
  extends Pick<BiView, 'name' | 'title' | 'description' | 'grain' | 'owner' | 'roles'> {
  /** What it can be asked by. */
  readonly by: string[]
  /** The marts that it reads, each with the extracts that it comes from. */
  readonly marts: { name: string; extracts: string[] }[]
  readonly metrics: Metric[]
}

/** Every metric of every view: words from the semantic model, columns from its SQL, and where these come from from dbt's manifest. */
export async function metricViews(): Promise<MetricView[]> {
  const [model, extractsOf] = await Promise.all([biModel(), lineage()])
  return model.views.map((view) => {
    const { reads } = martsView(view, model, 'duckdb')
    const { name, title, description, grain, owner, roles } = view
    const isMetric = ({ type }: BiMember) => type === 'number'
    const numbers = [...view.measures, ...view.dimensions].filter(isMetric)
    const names = new Set(numbers.map((member) => member.name))
    const marts = [
      ...new Set([...reads.values()].flat().map((column) => column.split('.')[0] as string)),
    ].sort()
    return {
      ...{ name, title, description, grain, owner, roles },
      by: view.dimensions.filter((member) => !isMetric(member)).map((member) => member.name),
      marts: marts.map((mart) => ({ name: mart, extracts: extractsOf.get(mart) ?? [] })),
      metrics: numbers
        .filter((member) => !isEnd(member.name, names))
        .map((member) => metricOf(member, names, reads.get(member.name) ?? [])),
    }
  })
}

const END = /^(.*)_(low|high|n)$/

/** `nps_low` and `nps_n` belong to `nps`, and `csat_n` to all that begins as it does. */
const isEnd = (name: string, names: Set<string>) => {
  const [, of, end] = END.exec(name) ?? []
  if (!of) return false
  return end === 'n' ? [...names].some((each) => each !== name && each.startsWith(of)) : names.has(of)
}

const metricOf = (member: BiMember, names: Set<string>, columns: string[]): Metric => ({
  name: member.name,
  title: member.title,
  definition: member.description.replaceAll(/\s+/g, ' ').trim(),
  interval: names.has(`${member.name}_low`) ? [`${member.name}_low`, `${member.name}_high`] : null,
  n: nOf(member.name, names),
  columns,
})

/** The longest beginning of the name that has an n: `csat_mean` rests on `csat_n`. */
function nOf(name: string, names: Set<string>): string | null {
  const words = name.split('_')
  const beginnings = words.map((_, i) => `${words.slice(0, words.length - i).join('_')}_n`)
  return beginnings.find((each) => names.has(each)) ?? null
}
