import { expect, test } from 'vitest'
import type { PathPoint } from '../../../cli/compare/compare.ts'
import { drawComparison } from '../../../cli/views/comparison-picture.ts'
import { times } from '../../tiny-lake.ts'

const point = (series: string, look: PathPoint['look'], place: number, period: string | null): PathPoint => ({
  ...{ series, look, place, period, value: 4 + place / 10 },
  ...(look === 'expected' && place >= 0 ? { low: 3, high: 5 } : { low: null, high: null }),
})
const lines = (period: (place: number) => string | null) =>
  times(10, (i) => i - 6).flatMap((place) => [
    point('treated', 'main', place, period(place)),
    point('expected path', 'expected', place, period(place)),
  ])
const draw = (path: PathPoint[], units = ['Kirkwall <north> & co']) =>
  drawComparison({
    ...{ estimator: 'did', pooled: null, excluded: [], notes: [], path },
    effects: units.map((unit) => ({ unit })),
  })

test('shows lines with a legend, an interval, axes with names, and the start', () => {
  const svg = draw(lines((place) => String(1989 + place)))
  expect(svg.match(/<path d="M/g)).toHaveLength(2)
  expect(svg.match(/class="band"/g)).toHaveLength(1)
  expect(svg).toContain('expected path (95 % interval)</text>')
  expect(svg).toContain('>1989</text>')
  expect(svg).toContain('>start</text>')
  expect(svg).toContain('Kirkwall &lt;north&gt; &amp; co: before and after')
  expect(svg).not.toMatch(/NaN|undefined|null/)
})

test('counts periods from the start where units start in several', () => {
  const svg = draw(
    lines(() => null),
    ['a', 'b'],
  )
  expect(svg).toContain('>+2</text>')
  expect(svg).toContain('periods from the start')
})

test('thins the names of many periods out', () => {
  const svg = draw(times(400, (i) => point('treated', 'main', i - 300, `2024-01-${i}`)))
  expect(svg.match(/>2024-01-/g)?.length).toBeLessThan(12)
})
