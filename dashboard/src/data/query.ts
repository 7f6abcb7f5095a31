import type { Filter, Query } from '../../../semantic-layer/query.ts'

/** Members of one view, written shortly: `from('roi', 'action_id net')`. */
export const from = (view: string, dimensions: string, rest: Query = {}): Query => ({
  dimensions: members(view, dimensions),
  ...rest,
})

export const members = (view: string, names: string) => names.split(/\s+/).map((name) => `${view}.${name}`)

export const is = (member: string, ...values: (string | number | boolean)[]): Filter => ({
  member,
  operator: 'equals',
  values,
})

/** Only when there is something to filter by. */
export const isIf = (member: string, value: string | undefined): Filter[] =>
  value ? [is(member, value)] : []

/** `2025-05` as Cube's filters want it. */
export const firstDay = (month: string) => `${month}-01`
