import { type CompiledModel, type Config, compileModel, type Shown } from '../../semantic-layer/compile.ts'

/** A view as BI tools take it up: one table, its columns and its measures. */
export type BiView = {
  name: string
  title: string
  description: string
  /** What one row is, who answers for it, and which roles see it. */
  grain: string
  owner: string
  roles: string[]
  dimensions: BiMember[]
  measures: BiMember[]
}

export type BiMember = {
  /** Without the view's name. */
  name: string
  title: string
  description: string
  type: 'string' | 'number' | 'time' | 'boolean'
  format: 'percent' | 'currency' | 'number' | undefined
  /** Whether values over several groups add up. */
  adds: boolean
  /** Members to look at behind a sum. */
  drill: string[]
}

export type BiModel = { views: BiView[]; sql: CompiledModel['sql'] }

/** Every view of the model, in the alphabet's order; nothing is listed by hand, so a new view is a new table. */
export async function biModel(): Promise<BiModel> {
  const { configs, sql } = await compileModel()
  const views = configs.filter(({ type, isVisible }) => type === 'view' && isVisible).map(viewOf)
  return { views: views.sort((a, b) => a.name.localeCompare(b.name)), sql }
}

const viewOf = ({ name, title, description = '', meta, dimensions, measures }: Config): BiView => ({
  name,
  title,
  description,
  grain: meta?.grain ?? '',
  owner: meta?.owner ?? '',
  roles: ['admin', ...Object.keys(meta?.access ?? {})],
  dimensions: dimensions.filter(({ isVisible }) => isVisible).map(memberOf),
  measures: measures.filter(({ isVisible }) => isVisible).map(memberOf),
})

const ADDS = /^(sum|count)$/

const memberOf = ({
  name,
  shortTitle,
  description = '',
  type,
  format,
  aggType = '',
  drillMembers,
}: Shown) => ({
  name: plainName(name),
  title: shortTitle,
  description,
  type: type as BiMember['type'],
  format: format as BiMember['format'],
  adds: ADDS.test(aggType),
  drill: (drillMembers ?? []).map(plainName),
})

const plainName = (member: string) => member.split('.')[1] as string
