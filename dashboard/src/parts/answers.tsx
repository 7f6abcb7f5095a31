import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Query } from '../../../semantic-layer/query.ts'
import { shownViews } from '../data/access.ts'
import { ask, SignInNeeded } from '../data/ask.ts'
import type { Fact } from '../data/fact.ts'
import { askForToken } from './sign-in.tsx'

type Queries = Record<string, Query>
type Facts<Q> = { [name in keyof Q]: Fact[] }
type State<Q> = { key: string; facts?: Facts<Q> | 'not shown'; error?: Error }

/**
 * Asks the semantic layer and draws the children with the facts; until then, and when it fails, says so. Questions about
 * views that the token does not see have no facts; where it sees none of them, nothing is drawn.
 */
export function Answers<Q extends Queries>(props: {
  of: Q
  children: (facts: Facts<Q>) => ComponentChildren
}) {
  const key = JSON.stringify(props.of)
  const [tries, setTries] = useState(0)
  const [state, setState] = useState<State<Q>>({ key: '' })
  useEffect(() => {
    let wanted = true
    const show = (next: Omit<State<Q>, 'key'>) => wanted && setState({ key, ...next })
    factsOf(props.of).then(
      (facts) => show({ facts }),
      (error: Error) => (error instanceof SignInNeeded ? askForToken() : show({ error })),
    )
    return () => {
      wanted = false
    }
  }, [key, tries])

  if (state.error && state.key === key)
    return <Failed error={state.error} again={() => setTries(tries + 1)} />
  if (!state.facts) return <Loading />
  if (state.facts === 'not shown') return null
  // While other filters are being answered, the last answer stays: nothing jumps.
  return <div aria-busy={state.key !== key}>{props.children(state.facts)}</div>
}

async function factsOf<Q extends Queries>(queries: Q): Promise<Facts<Q> | 'not shown'> {
  const views = await shownViews()
  const names = Object.keys(queries)
  const seen = (name: string) => views.has(viewOf(queries[name] as Query))
  if (!names.some(seen)) return 'not shown'
  const all = await Promise.all(names.map((name) => (seen(name) ? ask(queries[name] as Query) : [])))
  return Object.fromEntries(names.map((name, i) => [name, all[i]])) as Facts<Q>
}

const viewOf = ({ dimensions = [], measures = [] }: Query) =>
  [...dimensions, ...measures][0]?.split('.')[0] ?? ''

const Loading = () => (
  <p class="state" role="status">
    Asking the warehouse …
  </p>
)

function Failed({ error, again }: { error: Error; again: () => void }) {
  return (
    <div class="state failed" role="alert">
      <p>{error.message}</p>
      <button type="button" onClick={again}>
        Try again
      </button>
    </div>
  )
}

/** There is nothing to show, and why. */
export const Empty = ({ children }: { children: ComponentChildren }) => <p class="state">{children}</p>
