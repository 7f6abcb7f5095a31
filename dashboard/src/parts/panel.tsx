import type { ComponentChildren } from 'preact'
import { useId, useRef } from 'preact/hooks'
import type { Fact } from '../data/fact.ts'
import { csvOf } from '../export/csv.ts'
import { pngOf } from '../export/png.ts'
import { save } from '../export/save.ts'

type Panel = { title: string; note?: ComponentChildren; facts: Fact[]; children: ComponentChildren }

/** A heading, what it shows, and the way to take it along: the facts as CSV, a drawing as PNG. */
export function Panel({ title, note, facts, children }: Panel) {
  const id = useId()
  const body = useRef<HTMLDivElement>(null)
  const file = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const drawing = () => body.current?.querySelector<SVGSVGElement>('svg[viewBox]')
  const savePng = async () => {
    const svg = drawing()
    if (svg) save(`${file}.png`, await pngOf(svg, title))
  }
  return (
    <section class="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {facts.length > 0 && (
          <div class="take">
            <button
              type="button"
              aria-label={`CSV of ${title}`}
              onClick={() => save(`${file}.csv`, new Blob([csvOf(facts)], { type: 'text/csv' }))}
            >
              CSV
            </button>
            <button type="button" class="png" aria-label={`PNG of ${title}`} onClick={savePng}>
              PNG
            </button>
          </div>
        )}
      </header>
      {note && <p class="note">{note}</p>}
      <div ref={body}>{children}</div>
    </section>
  )
}
