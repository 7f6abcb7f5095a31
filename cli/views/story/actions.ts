import type { Story } from '../../../semantic-layer/story.ts'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { renderTable } from '../../ui/table.ts'
import { num, words } from './figures.ts'

export function actions({ actions: all }: Story): string {
  if (all.length === 0) return '4. No action is on record. Land an actions extract to follow what is done.'
  const approved = all.filter(({ is_approved }) => is_approved).length
  const rows = all.map((action) => ({
    action: action.action_id,
    store: action.store_id,
    issue: action.issue,
    role: words(action.owner_role),
    status: words(action.status),
    planned: action.planned_on,
    start: action.start_month,
    cost: formatMoney(num(action.cost), String(action.currency)),
  }))
  return `4. ${formatCount(all.length, 'action')} planned, ${approved} approved\n${renderTable(rows)}`
}
