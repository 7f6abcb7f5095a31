import type { Story } from '../../../semantic-layer/story.ts'
import { formatCount, formatNumber } from '../../ui/format.ts'
import { renderTable } from '../../ui/table.ts'
import { named, num } from './figures.ts'

export function lowStores({ asOf, metric, lowStores: stores }: Story): string {
  if (stores.length === 0) return 'No store scores so low that one should act on it.'
  const rows = stores.map((store) => ({
    store: store.store_id,
    city: store.city,
    state: store.state,
    score: formatNumber(num(store.mean), { digits: 2 }),
    peers: formatNumber(num(store.peer_mean), { digits: 2 }),
    answers: store.responses,
    z: formatNumber(num(store.shrunken_z), { digits: 1, signed: true }),
    since: store.since_month,
  }))
  const title = `1. ${formatCount(stores.length, 'store')} score low: ${named(metric)} over the months to ${asOf}`
  return `${title}\n${renderTable(rows)}`
}
