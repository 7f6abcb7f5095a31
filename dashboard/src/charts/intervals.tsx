import { scaleLinear } from 'd3-scale'
import type { Format } from '../data/metrics.ts'
import { Drawing } from './drawing.tsx'
import { useWalk } from './walk.ts'

export type Estimate = {
  label: string
  value: number | null
  low: number | null
  high: number | null
  n?: number | null
  look?: 'main' | 'muted'
}
type Props = {
  label: string
  estimates: Estimate[]
  format: Format /** What the values are compared with. */
  reference?: { value: number; name: string }
}

const [WIDTH, LEFT, RIGHT, ROW, TOP] = [760, 230, 190, 30, 22]

/** One row an estimate: the value with its 95 % interval, against a line of reference. */
export function IntervalChart({ label, estimates, format, reference }: Props) {
  const known = estimates.filter(({ value }) => value !== null)
  const height = TOP + known.length * ROW + 8
  const x = scaleLinear(extent(known, reference?.value), [LEFT, WIDTH - RIGHT]).nice(4)
  const { onKeyDown, mark, said } = useWalk(known.length)
  const written = ({ value, low, high }: Estimate) =>
    low === null ? format(value) : `${format(value)} (${format(low)} to ${format(high)})`
  return (
    <Drawing label={label} width={WIDTH} height={height} onKeyDown={onKeyDown} said={said}>
      {reference && (
        <Reference
          x={x(reference.value)}
          height={height}
          name={`${reference.name} ${format(reference.value)}`}
        />
      )}
      {known.map((each, i) => (
        <g
          class={`estimate ${each.look ?? 'main'}`}
          key={each.label}
          {...mark(
            i,
            `${each.label}: ${written(each)}${typeof each.n === 'number' ? `, n ${each.n.toLocaleString('en')}` : ''}`,
          )}
        >
          <rect class="hit" x={0} y={TOP + i * ROW} width={WIDTH} height={ROW} />
          <text x={LEFT - 12} y={TOP + i * ROW + 19} text-anchor="end">
            {each.label}
          </text>
          {each.low !== null && each.high !== null && (
            <line
              class="whisker"
              x1={x(each.low)}
              x2={x(each.high)}
              y1={TOP + i * ROW + 15}
              y2={TOP + i * ROW + 15}
            />
          )}
          <circle class="mark" cx={x(each.value as number)} cy={TOP + i * ROW + 15} r={5} />
          <text class="value" x={WIDTH - RIGHT + 10} y={TOP + i * ROW + 19}>
            {written(each)}
          </text>
        </g>
      ))}
    </Drawing>
  )
}

function extent(estimates: Estimate[], reference: number | undefined): [number, number] {
  const values = [...estimates.flatMap(({ value, low, high }) => [value, low, high]), reference]
  const known = values.filter((value) => typeof value === 'number')
  return known.length ? [Math.min(...known), Math.max(...known)] : [0, 1]
}

const Reference = ({ x, height, name }: { x: number; height: number; name: string }) => (
  <g class="reference">
    <line x1={x} x2={x} y1={TOP - 4} y2={height} />
    <text x={x} y={12} text-anchor="middle">
      {name}
    </text>
  </g>
)
