import type { ComponentChildren } from 'preact'

type Props = {
  label: string
  width: number
  height: number
  /** Takes the arrow keys, as `useWalk` gives it. */
  onKeyDown: (event: KeyboardEvent) => void
  /** What the mark under the pointer or the focus says. */
  said: string
  children: ComponentChildren
}

/** A drawing whose marks can be walked. What a mark says stands below it, too, but not twice for screen readers. */
export const Drawing = ({ label, width, height, onKeyDown, said, children }: Props) => (
  <figure>
    {/* biome-ignore lint/a11y/useSemanticElements: there is no fieldset within a drawing */}
    <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label} onKeyDown={onKeyDown}>
      {children}
    </svg>
    <p class="said" aria-hidden="true">
      {said || 'Point at a mark, or walk with Tab and the arrow keys.'}
    </p>
  </figure>
)
