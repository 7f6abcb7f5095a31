import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Fact } from '../data/fact.ts'

export type Column = {
  title: string
  show: (fact: Fact, place: number) => ComponentChildren
  /** Numbers stand to the right, so that their digits line up. */
  number?: boolean
}

/** A page of rows keeps long lists fluid: a thousand rows at once take three times as long. */
const PAGE = 50

export function Table({ caption, columns, rows }: { caption: string; columns: Column[]; rows: Fact[] }) {
  const [start, setStart] = useState(0)
  const from = start < rows.length ? start : 0
  const first = columns[0] as Column
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of a keyboard
    <section class="scroll" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, number }) => (
              <th scope="col" class={number ? 'number' : ''} key={title}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(from, from + PAGE).map((row, i) => (
            <tr key={from + i}>
              <th scope="row">{first.show(row, from + i)}</th>
              {columns.slice(1).map(({ title, show, number }) => (
                <td class={number ? 'number' : ''} key={title}>
                  {show(row, from + i)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > PAGE && <Pages of={rows.length} from={from} go={setStart} />}
    </section>
  )
}

function Pages({ of, from, go }: { of: number; from: number; go: (start: number) => void }) {
  return (
    <p class="pages">
      <button type="button" disabled={from === 0} onClick={() => go(from - PAGE)}>
        Previous
      </button>
      <span role="status">
        {from + 1} to {Math.min(from + PAGE, of)} of {of.toLocaleString('en')}
      </span>
      <button type="button" disabled={from + PAGE >= of} onClick={() => go(from + PAGE)}>
        Next
      </button>
    </p>
  )
}
