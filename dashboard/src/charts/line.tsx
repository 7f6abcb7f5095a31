import { scaleLinear, scalePoint } from 'd3-scale'
import { area, line } from 'd3-shape'
import type { Format } from '../data/metrics.ts'
import { Axes, type Box } from './axes.tsx'
import { Drawing } from './drawing.tsx'
import { useWalk } from './walk.ts'

export type Point = {
  x: string
  y: number | null
  low?: number | null
  high?: number | null
  n?: number | null
}
export type Series = { name: string; points: Point[]; look: 'main' | 'expected' | 'muted' | 'faint' }
type Props = {
  label: string
  series: Series[]
  format: Format /** Something begins between this x and the one before. */
  begins?: string
}

const BOX: Box = { width: 760, height: 280, left: 56, right: 36, top: 14, bottom: 30 }

/** Lines over months; the main one with its 95 % band, and with marks that can be walked. */
export function LineChart({ label, series, format, begins }: Props) {
  const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort(bySize)
  const x = scalePoint(xs, [BOX.left, BOX.width - BOX.right])
  const y = scaleLinear(extent(series), [BOX.height - BOX.bottom, BOX.top]).nice(5)
  const main = series.find(({ look }) => look === 'main')
  const walked = (main?.points ?? []).filter(({ y: value }) => value !== null)
  const { onKeyDown, mark, said } = useWalk(walked.length)
  const at = (point: Point) => x(point.x) ?? 0
  const path = line<Point>(at, (p) => y(p.y as number)).defined(({ y: value }) => value !== null)
  const band = area<Point>(
    at,
    (p) => y(p.low as number),
    (p) => y(p.high as number),
  ).defined(({ low, high }) => typeof low === 'number' && typeof high === 'number')
  const start = begins === undefined ? undefined : x(begins)
  return (
    <>
      <Legend series={series} />
      <Drawing label={label} width={BOX.width} height={BOX.height} onKeyDown={onKeyDown} said={said}>
        <Axes box={BOX} xs={xs} x={x} y={y} format={format} />
        {start !== undefined && (
          <line
            class="begins"
            x1={start - x.step() / 2}
            x2={start - x.step() / 2}
            y1={BOX.top}
            y2={BOX.height - BOX.bottom}
          />
        )}
        {main && <path class="band" d={band(main.points) ?? ''} />}
        {[...series].reverse().map(({ name, look, points }) => (
          <path class={`line ${look}`} d={path(points) ?? ''} key={name} />
        ))}
        {walked.map((point, i) => (
          <circle
            class="mark"
            cx={at(point)}
            cy={y(point.y as number)}
            r={4}
            key={point.x}
            {...mark(i, spoken(point, series, format))}
          />
        ))}
      </Drawing>
    </>
  )
}

/** Months from a start are numbers, months of the calendar are text that sorts. */
const bySize = (a: string, b: string) =>
  Number.isNaN(Number(a)) ? a.localeCompare(b) : Number(a) - Number(b)

function extent(series: Series[]): [number, number] {
  const values = series.flatMap(({ points }) => points.flatMap(({ y, low, high }) => [y, low, high]))
  const known = values.filter((value) => typeof value === 'number')
  return known.length ? [Math.min(...known), Math.max(...known)] : [0, 1]
}

/** All that a reader of the drawing sees above one month. */
function spoken({ x, low, high, n, y }: Point, series: Series[], format: Format) {
  const interval = typeof low === 'number' ? ` (${format(low)} to ${format(high)})` : ''
  const count = typeof n === 'number' ? `, n ${n.toLocaleString('en')}` : ''
  const others = series
    .filter(({ look }) => look !== 'main')
    .flatMap(({ name, points }) =>
      points.filter((p) => p.x === x && p.y !== null).map((p) => `${name} ${format(p.y)}`),
    )
  return [`${x}: ${format(y)}${interval}${count}`, ...others].join('; ')
}

const Legend = ({ series }: { series: Series[] }) => (
  <ul class="legend" aria-label="Lines">
    {series.map(({ name, look }) => (
      <li class={look} key={name}>
        {name}
      </li>
    ))}
  </ul>
)
