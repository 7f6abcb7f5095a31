import { scaleLinear } from 'd3-scale'
import type { Format } from '../data/metrics.ts'

export type Ranked = { value: number; flag: string }

const [WIDTH, HEIGHT, LEFT] = [760, 150, 56]

/** All stores in the order of their scores, those to act on in colour: how far they stand apart. The list has the names. */
export function Ranks({
  label,
  ranked,
  format,
  middle,
}: {
  label: string
  ranked: Ranked[]
  format: Format
  middle: number | null
}) {
  const sorted = [...ranked].sort((a, b) => a.value - b.value)
  const x = scaleLinear([0, Math.max(sorted.length - 1, 1)], [LEFT + 6, WIDTH - 10])
  const y = scaleLinear([sorted[0]?.value ?? 0, sorted.at(-1)?.value ?? 1], [HEIGHT - 12, 12]).nice(4)
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <g class="axes">
          {y.ticks(4).map((tick) => (
            <g key={tick}>
              <line x1={LEFT} x2={WIDTH - 8} y1={y(tick)} y2={y(tick)} />
              <text x={LEFT - 8} y={y(tick) + 4} text-anchor="end">
                {format(tick)}
              </text>
            </g>
          ))}
        </g>
        {middle !== null && <line class="peers" x1={LEFT} x2={WIDTH - 8} y1={y(middle)} y2={y(middle)} />}
        {sorted.map(({ value, flag }, i) => (
          <circle class={`rank ${flag}`} cx={x(i)} cy={y(value)} r={flag === 'none' ? 2 : 4} key={i} />
        ))}
      </svg>
    </figure>
  )
}
