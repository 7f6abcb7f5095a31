import { type ScaleLinear, scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import type { Comparison, PathPoint } from '../compare/compare.ts'
import { formatNumber } from '../ui/format.ts'

const BOX = { width: 860, height: 420, left: 64, right: 24, top: 72, bottom: 52 }
const INK = '#333'
const COLOURS: Record<PathPoint['look'], string> = { main: '#0b5cad', expected: '#c2410c', muted: '#8a8a8a' }
const DASHES: Record<PathPoint['look'], string> = { main: '', expected: '6 4', muted: '2 3' }

type X = ScaleLinear<number, number>
type Y = ScaleLinear<number, number>

/** The comparison period by period as an SVG document: lines with a legend, the 95 % interval, and the start marked. */
export function drawComparison({ estimator, path, effects }: Comparison): string {
  const places = path.map(({ place }) => place)
  const values = path.flatMap(({ value, low, high }) => [value, low, high]).filter((each) => each !== null)
  const zero = estimator === 'cohort' ? [0] : []
  const x: X = scaleLinear(extent(places), [BOX.left, BOX.width - BOX.right])
  const y: Y = scaleLinear(extent([...values, ...zero]), [BOX.height - BOX.bottom, BOX.top]).nice(6)
  const series = [...Map.groupBy(path, ({ series: name }) => name).values()]
  const units = new Set(effects.map(({ unit }) => unit).filter(Boolean))
  const title =
    units.size === 1 ? `${[...units]}: before and after` : 'Before and after, mean of all units with a start'
  const parts = [
    `<title>${text(title)}</title>`,
    `<rect width="${BOX.width}" height="${BOX.height}" fill="#fff"/>`,
    label(BOX.left, 24, title, 'start', 'font-size="15" font-weight="600"'),
    ...yAxis(y),
    ...xAxis(x, path),
    ...start(x),
    ...series.flatMap((points) => band(points, x, y)),
    ...series.flatMap((points) => curve(points, x, y)),
    ...legend(series),
  ]
  const size = `width="${BOX.width}" height="${BOX.height}" viewBox="0 0 ${BOX.width} ${BOX.height}"`
  const font = 'font-family="system-ui, sans-serif" font-size="12"'
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font} role="img">\n${parts.join('\n')}\n</svg>\n`
}

function extent(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low === high ? [low - 1, high + 1] : [low, high]
}

const text = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const label = (x: number, y: number, words: string, anchor = 'middle', more = '') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${INK}" ${more}>${text(words)}</text>`

function yAxis(y: Y): string[] {
  const ticks = y.ticks(6)
  const digits = Math.max(0, Math.ceil(-Math.log10(Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0)) || 1)))
  return ticks.flatMap((tick) => [
    `<line x1="${BOX.left}" x2="${BOX.width - BOX.right}" y1="${y(tick)}" y2="${y(tick)}" stroke="${tick === 0 ? '#777' : '#e4e4e4'}"/>`,
    label(BOX.left - 8, y(tick) + 4, formatNumber(tick, { digits }), 'end'),
  ])
}

/** Periods by their names where all units start in the same one, else counted from the start; as many as have room. */
function xAxis(x: X, path: readonly PathPoint[]): string[] {
  const names = new Map(
    path.map(({ place, period }) => [place, period ?? (place > 0 ? `+${place}` : String(place))]),
  )
  const longest = Math.max(...[...names.values()].map((name) => name.length))
  const room = (BOX.width - BOX.left - BOX.right) / (longest * 7 + 14)
  const every = Math.max(1, Math.ceil(names.size / room))
  const counted = path.every(({ period }) => period === null)
  return [
    ...[...names]
      .filter(([place]) => place % every === 0)
      .map(([place, name]) => label(x(place), BOX.height - BOX.bottom + 20, name)),
    label(
      (BOX.left + BOX.width - BOX.right) / 2,
      BOX.height - 10,
      counted ? 'periods from the start' : 'period',
    ),
  ]
}

function start(x: X): string[] {
  const at = x(-0.5)
  return [
    `<line class="start" x1="${at}" x2="${at}" y1="${BOX.top}" y2="${BOX.height - BOX.bottom}" stroke="${INK}" stroke-dasharray="3 3"/>`,
    label(at + 6, BOX.top + 12, 'start', 'start', 'font-style="italic"'),
  ]
}

/** The interval: between two bounds over several periods, a whisker at a single one. */
function band(points: readonly PathPoint[], x: X, y: Y): string[] {
  const bounded = points.filter(({ low, high }) => low !== null && high !== null)
  const [first] = bounded
  if (!first) return []
  const colour = COLOURS[first.look]
  if (bounded.length === 1)
    return [
      `<line class="band" x1="${x(first.place)}" x2="${x(first.place)}" y1="${y(first.low ?? 0)}" y2="${y(first.high ?? 0)}" stroke="${colour}" stroke-width="6" opacity="0.25"/>`,
    ]
  const shape = area<PathPoint>(
    ({ place }) => x(place),
    ({ low }) => y(low ?? 0),
    ({ high }) => y(high ?? 0),
  )
  return [`<path class="band" d="${shape(bounded)}" fill="${colour}" opacity="0.16"/>`]
}

function curve(points: readonly PathPoint[], x: X, y: Y): string[] {
  const known = points.filter(({ value }) => value !== null)
  const look = points[0]?.look ?? 'main'
  const shape = line<PathPoint>(
    ({ place }) => x(place),
    ({ value }) => y(value ?? 0),
  )
  const dots = look === 'main' || known.length === 1 ? known : []
  return [
    `<path d="${shape(known)}" fill="none" stroke="${COLOURS[look]}" stroke-width="2" stroke-dasharray="${DASHES[look]}"/>`,
    ...dots.map(
      ({ place, value }) => `<circle cx="${x(place)}" cy="${y(value ?? 0)}" r="3" fill="${COLOURS[look]}"/>`,
    ),
  ]
}

function legend(series: readonly PathPoint[][]): string[] {
  let at = BOX.left
  return series.flatMap(([first, ...rest]) => {
    if (!first) return []
    const bounded = [first, ...rest].some(({ low }) => low !== null)
    const name = bounded ? `${first.series} (95 % interval)` : first.series
    const from = at
    at += name.length * 6.4 + 52
    return [
      `<line x1="${from}" x2="${from + 24}" y1="46" y2="46" stroke="${COLOURS[first.look]}" stroke-width="2" stroke-dasharray="${DASHES[first.look]}"/>`,
      label(from + 30, 50, name, 'start'),
    ]
  })
}
