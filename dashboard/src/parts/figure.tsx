import type { ComponentChildren } from 'preact'
import type { Format } from '../data/metrics.ts'

type Maybe = number | null
type Props = {
  name: string
  value: Maybe
  low?: Maybe
  high?: Maybe
  n?: Maybe
  of?: string
  format: Format
  children?: ComponentChildren
}

/** One number as it should be read: with its interval and what it rests on. */
export function Figure({
  name,
  value,
  low = null,
  high = null,
  n = null,
  of = 'answers',
  format,
  children,
}: Props) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>
        <strong>{format(value)}</strong>
        {value === null && <span>withheld or not measured</span>}
        {low !== null && high !== null && (
          <span>
            95 %: {format(low)} to {format(high)}
          </span>
        )}
        {n !== null && (
          <span>
            {n.toLocaleString('en')} {of}
          </span>
        )}
        {children}
      </dd>
    </div>
  )
}

export const Figures = ({ children }: { children: ComponentChildren }) => <dl class="figures">{children}</dl>
