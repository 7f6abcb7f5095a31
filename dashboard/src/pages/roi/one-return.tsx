import { Bridge } from '../../charts/bridge.tsx'
import { type Fact, num, text } from '../../data/fact.ts'
import { money, percent } from '../../data/metrics.ts'
import { type Assumptions, returnsUnder } from '../../data/returns.ts'
import { Empty } from '../../parts/answers.tsx'
import { Figure, Figures } from '../../parts/figure.tsx'
import { Filters, NumberInput } from '../../parts/filters.tsx'
import { StoreLink } from '../../parts/marks.tsx'
import { Panel } from '../../parts/panel.tsx'
import { href } from '../../route.ts'

/** One action's way from cost to return. Other assumptions change what is drawn, never what is stored. */
export function OneReturn({ stored, given }: { stored: Fact; given: Assumptions }) {
  const id = text(stored.action_id)
  const changed = Object.values(given).some((value) => value !== undefined)
  const fact = changed ? returnsUnder(stored, given) : stored
  return (
    <>
      <p class="about">
        <a href={href('roi')}>All actions</a> · {id} · {text(stored.issue)} · <StoreLink fact={stored} /> ·{' '}
        <a href={href('before-after', id)}>what it changed</a>
      </p>
      {stored.is_measured !== true ? (
        <Empty>Not measured: {text(stored.not_measured_reason)}</Empty>
      ) : (
        <>
          <What stored={stored} given={given} />
          <FromCostToReturn fact={fact} changed={changed} />
        </>
      )}
    </>
  )
}

const shown = (value: number | undefined, scale = 1) =>
  value === undefined ? '' : String(+(value * scale).toFixed(6))

function What({ stored, given }: { stored: Fact; given: Assumptions }) {
  return (
    <>
      <Filters>
        <NumberInput
          name="margin"
          label="Gross margin, %"
          value={shown(given.margin ?? num(stored.gross_margin_rate) ?? undefined, 100)}
          step={0.1}
          min={0}
        />
        <NumberInput
          name="cost"
          label="Cost"
          value={shown(given.cost ?? num(stored.cost) ?? undefined)}
          step={1}
          min={0}
        />
        <NumberInput
          name="rate"
          label="Discount rate, % a year"
          value={shown(given.rate, 100)}
          step={0.5}
          min={0}
        />
        <NumberInput
          name="horizon"
          label="Horizon, months"
          value={shown(given.horizon ?? num(stored.horizon_months) ?? undefined)}
          step={1}
          min={1}
        />
        <a class="button" href={href('roi', text(stored.action_id))}>
          As stored
        </a>
      </Filters>
      <p class="note">
        Change an assumption to see what follows from it; nothing is stored, and the address keeps it. The
        gross margin comes from {stored.gross_margin_source === 'unit_costs' ? 'unit costs' : 'an assumption'}
        . Without a discount rate, present values stay at the warehouse's own; another horizon needs one.
      </p>
    </>
  )
}

function FromCostToReturn({ fact, changed }: { fact: Fact; changed: boolean }) {
  const format = money(fact.currency)
  const [cost, margin, net] = [num(fact.cost) ?? 0, num(fact.incremental_margin) ?? 0, num(fact.net) ?? 0]
  const ends = (name: string) => ({ low: num(fact[`${name}_low`]), high: num(fact[`${name}_high`]) })
  const [gained, left] = [ends('incremental_margin'), ends('net')]
  const interval = ({ low, high }: typeof left) => `${format(low)} to ${format(high)}`
  return (
    <Panel
      title={changed ? 'From cost to return, other assumptions' : 'From cost to return'}
      facts={[fact]}
      note={`${text(fact.months_after)} months measured. Whiskers are 95 % intervals, which follow from the effect on sales.`}
    >
      <Bridge
        label="From cost to return"
        format={format}
        steps={[
          { name: 'Cost', from: 0, to: -cost, says: `Cost: ${format(cost)}` },
          {
            name: 'More margin',
            from: -cost,
            to: net,
            low: left.low,
            high: left.high,
            says: `More margin: ${format(margin)} (${interval(gained)})`,
          },
          { name: 'Net', from: 0, to: net, ...left, says: `Net: ${format(net)} (${interval(left)})` },
        ]}
      />
      <Figures>
        <Figure
          name="More sales"
          value={num(fact.incremental_sales)}
          {...ends('incremental_sales')}
          format={format}
        />
        <Figure name="More margin" value={margin} {...gained} format={format} />
        <Figure name="Net" value={net} {...left} format={format} />
        <Figure name="ROI" value={num(fact.roi)} {...ends('roi')} format={percent} />
        <Figure
          name="Present value, months measured"
          value={num(fact.npv)}
          {...ends('npv')}
          format={format}
        />
        <Figure
          name={`Present value over ${text(fact.horizon_months)} months`}
          value={num(fact.npv_at_horizon)}
          format={format}
        >
          <span>a projection, if the effect goes on as measured</span>
        </Figure>
        <Figure
          name="Paid back after"
          value={num(fact.payback_months)}
          format={(m) => (m === null || m === undefined ? 'never' : `${m} months`)}
        >
          <span>at the measured effect</span>
        </Figure>
      </Figures>
    </Panel>
  )
}
