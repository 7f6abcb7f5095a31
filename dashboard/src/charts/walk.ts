import { useRef, useState } from 'preact/hooks'

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/**
 * Lets a keyboard walk the marks of a drawing: one stop of the Tab key, then arrows, Home and End. What a mark says is
 * its label for screen readers, and stands below the drawing for everybody else.
 */
export function useWalk(count: number) {
  const [at, setAt] = useState(0)
  const [said, setSaid] = useState('')
  const marks = useRef<(SVGElement | null)[]>([])
  const current = Math.min(at, Math.max(count - 1, 0))

  const onKeyDown = (event: KeyboardEvent) => {
    const next = { Home: 0, End: count - 1 }[event.key] ?? current + (STEPS[event.key] ?? Number.NaN)
    if (!(next >= 0 && next < count)) return
    event.preventDefault()
    setAt(next)
    marks.current[next]?.focus()
  }

  const mark = (place: number, label: string) => ({
    ref: (element: SVGElement | null) => {
      marks.current[place] = element
    },
    role: 'img' as const,
    'aria-label': label,
    tabIndex: place === current ? 0 : -1,
    onFocus: () => {
      setAt(place)
      setSaid(label)
    },
    onPointerEnter: () => setSaid(label),
  })
  return { onKeyDown, mark, said }
}
