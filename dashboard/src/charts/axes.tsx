import type { ScaleLinear } from 'd3-scale'
import type { Format } from '../data/metrics.ts'

export type Box = { width: number; height: number; left: number; right: number; top: number; bottom: number }
type Props = {
  box: Box
  xs: string[]
  x: (name: string) => number | undefined
  y: ScaleLinear<number, number>
  format: Format
}

/** Room that one label below the drawing takes. */
const LABEL = 64

export function Axes({ box, xs, x, y, format }: Props) {
  const every = Math.max(1, Math.ceil((xs.length * LABEL) / (box.width - box.left - box.right)))
  return (
    <g class="axes">
      {y.ticks(5).map((tick) => (
        <g key={tick}>
          <line x1={box.left} x2={box.width - box.right} y1={y(tick)} y2={y(tick)} />
          <text x={box.left - 8} y={y(tick) + 4} text-anchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      {xs
        .filter((_, i) => (xs.length - 1 - i) % every === 0)
        .map((each) => (
          <text x={x(each)} y={box.height - 8} text-anchor="middle" key={each}>
            {each}
          </text>
        ))}
    </g>
  )
}
