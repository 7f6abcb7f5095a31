import { num, text } from '../../data/fact.ts'
import { money, words } from '../../data/metrics.ts'
import { from, is } from '../../data/query.ts'
import { Answers, Empty } from '../../parts/answers.tsx'
import { ActionLink, Tag } from '../../parts/marks.tsx'
import { Panel } from '../../parts/panel.tsx'
import { type Column, Table } from '../../parts/table.tsx'

const ACTION = 'action_id issue department owner_role status planned_on start_month timeliness cost currency'

/** What is done about this store; each action leads to what it changed. */
export function StoreActions({ id }: { id: string }) {
  const query = from('actions', ACTION, {
    filters: [is('actions.store_id', id)],
    order: { 'actions.planned_on': 'asc' },
  })
  return (
    <Answers of={{ actions: query }}>
      {({ actions }) => (
        <Panel title="Actions" facts={actions}>
          {actions.length === 0 ? (
            <Empty>No action is on record for this store.</Empty>
          ) : (
            <Table caption="Actions at this store" rows={actions} columns={COLUMNS} />
          )}
        </Panel>
      )}
    </Answers>
  )
}

const COLUMNS: Column[] = [
  { title: 'Action', show: (action) => <ActionLink fact={action} /> },
  { title: 'Issue', show: ({ issue }) => text(issue) },
  { title: 'Department', show: ({ department }) => words(department) },
  { title: 'Owner', show: ({ owner_role }) => words(owner_role) },
  { title: 'Status', show: ({ status }) => <Tag>{status}</Tag> },
  { title: 'Planned', show: ({ planned_on }) => text(planned_on) },
  { title: 'Start', show: ({ start_month }) => text(start_month) || '–' },
  { title: 'Cost', number: true, show: ({ cost, currency }) => money(currency)(num(cost)) },
]
