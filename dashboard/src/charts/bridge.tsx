import { scaleBand, scaleLinear } from 'd3-scale'
import type { Format } from '../data/metrics.ts'
import { Axes } from './axes.tsx'
import { Drawing } from './drawing.tsx'
import { useWalk } from './walk.ts'

/** A step from cost to return: the bar goes from one height to another; low and high are its end's interval. */
export type Step = {
  name: string
  from: number
  to: number
  low?: number | null
  high?: number | null
  says: string
}

const BOX = { width: 760, height: 300, left: 84, right: 16, top: 14, bottom: 30 }

/** From cost to return, step by step, with the interval of each end. */
export function Bridge({ label, steps, format }: { label: string; steps: Step[]; format: Format }) {
  const names = steps.map(({ name }) => name)
  const bands = scaleBand(names, [BOX.left, BOX.width - BOX.right]).padding(0.4)
  const heights = steps.flatMap(({ from, to, low, high }) => [from, to, low ?? to, high ?? to])
  const y = scaleLinear(
    [Math.min(0, ...heights), Math.max(0, ...heights)],
    [BOX.height - BOX.bottom, BOX.top],
  ).nice(5)
  const { onKeyDown, mark, said } = useWalk(steps.length)
  const middle = (name: string) => (bands(name) ?? 0) + bands.bandwidth() / 2
  return (
    <Drawing label={label} width={BOX.width} height={BOX.height} onKeyDown={onKeyDown} said={said}>
      <Axes box={BOX} xs={names} x={middle} y={y} format={format} />
      <line class="zero" x1={BOX.left} x2={BOX.width - BOX.right} y1={y(0)} y2={y(0)} />
      {steps.map(({ name, from, to, low, high, says }, i) => (
        <g class={`step ${to < from ? 'down' : 'up'}`} key={name} {...mark(i, says)}>
          <rect
            x={bands(name)}
            width={bands.bandwidth()}
            y={Math.min(y(from), y(to))}
            height={Math.max(1, Math.abs(y(from) - y(to)))}
          />
          {typeof low === 'number' && typeof high === 'number' && (
            <line class="whisker" x1={middle(name)} x2={middle(name)} y1={y(low)} y2={y(high)} />
          )}
        </g>
      ))}
    </Drawing>
  )
}
