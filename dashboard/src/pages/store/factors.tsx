import { type Fact, num, text } from '../../data/fact.ts'
import { short, words } from '../../data/metrics.ts'
import { monthsBack } from '../../data/months.ts'
import { firstDay, is, members } from '../../data/query.ts'
import { Answers } from '../../parts/answers.tsx'
import { Panel } from '../../parts/panel.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import type { Place } from '../store.tsx'
import { byStrength, driversQuery } from '../stores/drivers.tsx'

/** Factors that the store view measures under the same name, so that one store can stand beside the groups' means. */
const MEASURED =
  'queue_seconds sales_per_sqft stockout_rate footfall_conversion return_rate average_order_value units_per_order'

/** What low stores have in common, and whether this store has it, too. */
export function StoreFactors({ id, month, survey }: Place) {
  if (!month) return null
  const own = {
    measures: members('store_performance', MEASURED),
    filters: [is('store_performance.store_id', id)],
    timeDimensions: [
      {
        dimension: 'store_performance.month',
        dateRange: [firstDay(monthsBack(month, 5)), firstDay(month)] as [string, string],
      },
    ],
  }
  return (
    <Answers of={{ factors: driversQuery(month, survey), own }}>
      {({ factors, own: [store] }) => {
        const rows = factors
          .filter(({ differs, factor }) => differs === true && store && text(factor) in store)
          .sort(byStrength)
          .map((factor): Fact => ({ ...factor, here: store?.[text(factor.factor)] ?? null }))
        if (rows.length === 0) return null
        return (
          <Panel title="What low stores have in common" note={`Six months to ${month}.`} facts={rows}>
            <Table caption="Drivers at this store" rows={rows} columns={COLUMNS} />
          </Panel>
        )
      }}
    </Answers>
  )
}

const COLUMNS: Column[] = [
  { title: 'Factor', show: ({ factor }) => words(factor) },
  { title: 'This store', number: true, show: ({ here }) => short(num(here)) },
  { title: 'Low stores', number: true, show: ({ flagged_mean }) => short(num(flagged_mean)) },
  { title: 'Others', number: true, show: ({ other_mean }) => short(num(other_mean)) },
]
