import { LineChart } from '../charts/line.tsx'
import { distinct, num, text } from '../data/fact.ts'
import { percent, words } from '../data/metrics.ts'
import { from } from '../data/query.ts'
import { Answers, Empty } from '../parts/answers.tsx'
import { Filters, Select } from '../parts/filters.tsx'
import { Panel } from '../parts/panel.tsx'
import type { Route } from '../route.ts'
import { Segments } from './customers/segments.tsx'

const churn = from(
  'customers_and_churn',
  'month basis customers_start customers_end churn_rate churn_rate_low churn_rate_high retention_rate acquisition_rate',
  { order: { 'customers_and_churn.month': 'asc' } },
)

/** Customers won, lost and kept, over all and by segments of every kind. */
export function Customers({ filters }: Route) {
  return (
    <Answers of={{ churn }}>
      {({ churn: all }) => {
        const bases = distinct(all, 'basis')
        const basis = bases.includes(filters.basis ?? '') ? filters.basis : bases[0]
        const rows = all.filter((row) => row.basis === basis)
        return (
          <>
            {bases.length > 1 && (
              <Filters>
                <Select
                  name="basis"
                  label="Lost means"
                  value={text(basis)}
                  choices={bases.map((value) => ({ value, label: BASES[value] ?? words(value) }))}
                />
              </Filters>
            )}
            {rows.length === 0 ? (
              <Empty>No month has customers at its start.</Empty>
            ) : (
              <Panel
                title="Churn by month"
                note="Customers lost ÷ customers at the month's start, with 95 % intervals."
                facts={rows}
              >
                <LineChart
                  label="Churn by month"
                  format={percent}
                  series={[
                    {
                      name: 'churn rate',
                      look: 'main',
                      points: rows.map((row) => ({
                        x: text(row.month),
                        y: num(row.churn_rate),
                        low: num(row.churn_rate_low),
                        high: num(row.churn_rate_high),
                        n: num(row.customers_start),
                      })),
                    },
                  ]}
                />
              </Panel>
            )}
            <Segments filters={filters} />
          </>
        )
      }}
    </Answers>
  )
}

const BASES: Record<string, string> = {
  contractual: 'left on a known day',
  non_contractual: 'no order for too long',
}
