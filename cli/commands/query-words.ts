import type { Filter, Query } from '../../semantic-layer/query.ts'
import { CxError } from '../ui/errors.ts'
import type { Catalogue, Member } from '../views/catalogue.ts'

/** The options that make up a question. */
export interface QueryWords {
  by?: string
  where?: string[]
  from?: string
  to?: string
  limit?: string
}

/** A question as one types it, in Cube's words. Members without a view belong to the first measure's. */
export function queryOf(what: string[], words: QueryWords, catalogue: Catalogue): Query {
  const [first = ''] = what
  if (first.trim().startsWith('{')) return parseJson(first)
  const view = viewOf(first, catalogue)
  const find = (name: string) => findMember(view, name)
  const members = what.flatMap((each) => each.split(',')).map(find)
  const by = (words.by ?? '')
    .split(',')
    .filter(Boolean)
    .map((each) => splitGranularity(each, find))
  const measures = members.filter(({ kind }) => kind === 'measure').map(({ name }) => name)
  const plain = [
    ...members.filter(({ kind }) => kind === 'dimension'),
    ...by.filter(({ granularity }) => !granularity),
  ]
  const times = by.filter(({ granularity }) => granularity)
  return {
    measures,
    dimensions: plain.map(({ name }) => name),
    timeDimensions: timeDimensions(view, times, words),
    filters: (words.where ?? []).map((condition) => filterOf(condition, find)),
    order: by.map(({ name }) => [name, 'asc']),
    limit: Number(words.limit ?? 1000),
  }
}

function parseJson(text: string): Query {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CxError({ what: `The query is no JSON (${(cause as Error).message})`, exitCode: 2 })
  }
}

function viewOf(member: string, catalogue: Catalogue): Catalogue[number] {
  const name = member.split('.')[0]
  const view = catalogue.find((candidate) => candidate.name === name)
  if (view) return view
  throw new CxError({
    what: 'There is no such view',
    got: name,
    allowed: catalogue.map((each) => each.name),
    next: 'npx cx query <view> lists its members',
    exitCode: 2,
  })
}

function findMember(view: Catalogue[number], given: string): Member {
  const name = given.includes('.') ? given.trim() : `${view.name}.${given.trim()}`
  const member = view.members.find((candidate) => candidate.name === name)
  if (member) return member
  throw new CxError({
    what: `${view.name} has no such member`,
    got: given,
    allowed: view.members.map((each) => each.name.split('.')[1] ?? ''),
    exitCode: 2,
  })
}

function splitGranularity(given: string, find: (name: string) => Member) {
  const [name = '', granularity] = given.split(':')
  const member = find(name)
  return member.type === 'time'
    ? { ...member, granularity: granularity ?? 'month' }
    : { ...member, granularity }
}

type TimeDimensions = NonNullable<Query['timeDimensions']>

function timeDimensions(
  view: Catalogue[number],
  times: { name: string; granularity: string | undefined }[],
  { from, to }: QueryWords,
): TimeDimensions {
  const range =
    from || to ? ([from ?? '1900-01-01', lastDay(to ?? '2199-12')] as [string, string]) : undefined
  const dateRange = range ? { dateRange: [firstDay(range[0]), range[1]] as [string, string] } : {}
  if (times.length > 0) {
    return times.map(({ name, granularity }) => ({
      dimension: name,
      ...(granularity ? { granularity } : {}),
      ...dateRange,
    }))
  }
  const time = view.members.find(({ type }) => type === 'time')
  return range && time ? [{ dimension: time.name, ...dateRange }] : []
}

const firstDay = (text: string) => (text.length === 7 ? `${text}-01` : text)

function lastDay(text: string): string {
  if (text.length !== 7) return text
  const [year = 0, month = 0] = text.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

const OPERATORS: Record<string, string> = {
  '=': 'equals',
  '!=': 'notEquals',
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
}

function filterOf(condition: string, find: (name: string) => Member): Filter {
  const [, name = '', sign = '', value = ''] = /^([\w.]+)\s*(!=|<=|>=|=|<|>)\s*(.*)$/.exec(condition) ?? []
  if (!name) {
    throw new CxError({
      what: '--where takes conditions',
      got: condition,
      allowed: `member and value with one of ${Object.keys(OPERATORS).join(' ')} between`,
      exitCode: 2,
    })
  }
  return { member: find(name).name, operator: OPERATORS[sign] ?? 'equals', values: value.split('|') }
}
